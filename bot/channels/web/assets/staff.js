// Keys of the review: J and K move, C confirms, E corrects, R rejects, O opens the clause.
// Without this file every form works as it stands.
const queue = document.querySelector('[data-review]');

if (queue) {
  const items = () => [...queue.querySelectorAll('[data-item]')];
  const current = () => items().find((item) => item.contains(document.activeElement)) ?? null;

  const move = (step) => {
    const all = items();
    const at = current() ? all.indexOf(current()) + step : 0;
    const next = all[Math.max(0, Math.min(all.length - 1, at))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };

  const open = (item, act) => {
    const details = item.querySelector(`details[data-act="${act}"]`);
    if (!details) return;
    details.open = true;
    details.querySelector('input:not([type="hidden"])')?.focus();
  };

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    c: (item) => item?.querySelector('form[data-act="confirm"]')?.requestSubmit(),
    e: (item) => item && open(item, 'correct'),
    r: (item) => item && open(item, 'reject'),
    o: (item) => item?.querySelector('[data-open]')?.click(),
  };

  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof Element && event.target.closest('input, select, textarea');
    if (event.key === 'Escape' && typing) {
      current()?.focus();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act(current());
  });

  items()[0]?.focus({ preventScroll: true });
}

// An address shown once is selected when it is touched, for copying.
for (const field of document.querySelectorAll('input.copy'))
  field.addEventListener('focus', () => field.select());
