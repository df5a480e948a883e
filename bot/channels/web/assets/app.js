// The script of all pages. Everything works without it; it makes a conversation of the question form,
// copies citations, filters the library and says which passage a link has opened.
const root = document.documentElement;
root.classList.add('js');

/** @param {string} id */
const byId = (id) => document.getElementById(id);
const KEPT = 'gongbao-conversation';
const MOST_KEPT = 20;
/** As many as the server takes. */
const MOST_REMEMBERED = 6;

/** Says something to screen readers. @param {string} text */
function announce(text) {
  const status = byId('status');
  if (status) status.textContent = text;
}

/** The conversation of this tab; gone when the tab is closed. @returns {string[]} */
function readKept() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

/** @param {string[]} turns */
function writeKept(turns) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(turns.slice(-MOST_KEPT)));
  } catch {
    // Storage is full or switched off: the conversation then lasts as long as the page.
  }
}

/** The server-sent events of a response, their data read as JSON. */
async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const event = /^event: ?(.*)$/m.exec(block)?.[1] ?? 'message';
      const data = [...block.matchAll(/^data: ?(.*)$/gm)].map((line) => line[1]).join('\n');
      if (data) yield { event, data: JSON.parse(data) };
    }
  }
}

function startConversation(form) {
  const box = form.elements.q;
  const list = byId('turns');
  const chat = byId('chat');
  const problem = byId('ask-problem');
  const send = form.querySelector('.send');
  const label = send.textContent;
  let busy = false;

  const fit = () => {
    if (CSS.supports('field-sizing', 'content')) return;
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
  };
  const keep = () =>
    writeKept([...list.querySelectorAll('.turn:not(.turn-pending)')].map((turn) => turn.outerHTML));
  const showTurns = () => chat.classList.toggle('has-turns', list.children.length > 0);

  function setBusy(value) {
    busy = value;
    send.setAttribute('aria-disabled', String(value));
    send.textContent = value ? form.dataset.sending : label;
    list.setAttribute('aria-busy', String(value));
  }

  function addPending(question) {
    const turn = document.createElement('li');
    turn.className = 'turn turn-pending';
    const asked = document.createElement('h2');
    asked.className = 'turn-question';
    const text = document.createElement('span');
    text.className = 'turn-question-text';
    text.textContent = question;
    asked.append(text);
    const waiting = document.createElement('div');
    waiting.className = 'turn-answer dots';
    waiting.textContent = form.dataset.sending.replace(/…$/, '');
    turn.append(asked, waiting);
    list.append(turn);
    showTurns();
    turn.scrollIntoView({ block: 'start' });
    return turn;
  }

  function fail(turn, question, message) {
    turn.remove();
    showTurns();
    box.value = question;
    fit();
    problem.textContent = message;
    box.focus();
  }

  /** Shows a statement that has been verified while the rest is still being written. */
  function addStatement(turn, { text, citations }) {
    const waiting = turn.querySelector('.turn-answer');
    if (waiting.classList.contains('dots')) {
      waiting.classList.remove('dots');
      waiting.textContent = '';
    }
    const line = document.createElement('p');
    line.lang = 'zh-CN';
    line.textContent = text + citations.map((n) => `[${n}]`).join('');
    waiting.append(line);
  }

  /** What was asked before and answered, so that 那居民不配合呢？ is understood. */
  const previous = () =>
    [...list.querySelectorAll('.turn[data-document]')].slice(-MOST_REMEMBERED).map(({ dataset }) => ({
      question: dataset.asked,
      documentId: dataset.document,
    }));

  /** The answer as a fragment; its statements are shown one by one as they come. */
  async function fetchTurn(question, turn) {
    const response = await fetch(`${form.dataset.api}&turn=html`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
      body: JSON.stringify({ question, previous: previous() }),
    });
    if (!response.ok) return { message: (await response.json()).error.message };
    for await (const { event, data } of readEvents(response.body)) {
      if (event === 'statement') addStatement(turn, data);
      if (event === 'turn') return { html: data };
      if (event === 'problem') return { message: data.error.message };
    }
    return { message: form.dataset.failed };
  }

  function show(turn, html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    const fresh = template.content.firstElementChild;
    turn.replaceWith(fresh);
    fresh.scrollIntoView({ block: 'start' });
    const parts = fresh.querySelectorAll('.turn-heading, .answer-text, .sources h3');
    announce([...parts].map((part) => part.textContent).join(' '));
    keep();
  }

  async function ask(question) {
    if (busy) return;
    problem.textContent = '';
    if (question.trim() === '') {
      problem.textContent = form.dataset.empty;
      box.focus();
      return;
    }
    setBusy(true);
    announce(form.dataset.sending);
    box.value = '';
    fit();
    const turn = addPending(question.trim());
    try {
      const { html, message } = await fetchTurn(question, turn);
      if (html) show(turn, html);
      else fail(turn, question, message);
    } catch {
      fail(turn, question, form.dataset.failed);
    }
    setBusy(false);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    ask(box.value);
  });
  box.addEventListener('keydown', (event) => {
    // While an input method composes, Enter picks the characters (229: Safari, after the fact).
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    ask(box.value);
  });
  box.addEventListener('input', fit);
  document.addEventListener('click', (event) => {
    const example = event.target.closest('[data-ask]');
    if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(example.dataset.ask);
    box.focus();
  });
  byId('clear').addEventListener('click', (event) => {
    list.replaceChildren();
    writeKept([]);
    showTurns();
    announce(event.currentTarget.dataset.cleared);
    box.focus();
  });

  const asked = [...list.children];
  list.insertAdjacentHTML('afterbegin', readKept().join(''));
  for (const button of list.querySelectorAll('[data-label]')) button.textContent = button.dataset.label;
  if (asked.length > 0) {
    keep();
    history.replaceState(null, '', '/');
  }
  showTurns();
  if (list.children.length > 1) list.lastElementChild.scrollIntoView({ block: 'start' });
  if (matchMedia('(hover: hover)').matches) box.focus({ preventScroll: true });
}

/** Copies, also where the clipboard is closed because the page came over plain HTTP. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'visually-hidden';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

/** Copies what stands at an address. */
async function copyFrom(url) {
  const response = await fetch(url).catch(() => null);
  return response?.ok ? copy(await response.text()) : false;
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  const from = button.dataset.copyFrom;
  const done = await (from ? copyFrom(from) : copy(button.dataset.copy));
  button.focus();
  button.textContent = done ? button.dataset.copied : button.dataset.failed;
  announce(button.textContent);
  setTimeout(() => {
    button.textContent = label;
  }, 2500);
});

/** Lights the card of the source whose [n] is pointed at. */
function lightCards(event) {
  const reference = event.target.closest?.('.ref');
  for (const card of document.querySelectorAll('.card.lit')) card.classList.remove('lit');
  if (!reference) return;
  reference.closest('.turn')?.querySelector(`.card[data-n="${reference.dataset.n}"]`)?.classList.add('lit');
}
document.addEventListener('pointerover', lightCards);
document.addEventListener('focusin', lightCards);

function startFilter(input) {
  if (!input.dataset.whole) return;
  const rows = [...document.querySelectorAll('#documents tbody tr')];
  const count = byId('filter-count');
  const apply = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => row.dataset.filter.includes(word));
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = count.dataset.template.replace('{n}', shown);
    byId('filter-none').hidden = shown > 0;
    byId('documents').hidden = shown === 0;
  };
  input.addEventListener('input', apply);
  // Enter in the box has nothing left to do; the button asks the server, by year, issuer, theme and validity.
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  if (input.value) apply();
}

/** Names the passage that the address points at, and offers its citation. */
function startDocument(bar) {
  const showTarget = () => {
    const target = location.hash ? byId(decodeURIComponent(location.hash.slice(1))) : null;
    bar.hidden = !target?.dataset.locator;
    if (bar.hidden) return;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'center' });
    const cells = [...target.querySelectorAll('td:not(.permalink-cell)')].map((cell) =>
      cell.textContent.trim(),
    );
    const marked = [...target.querySelectorAll('mark')].map((each) => each.textContent).join('');
    const text = marked || (cells.length > 0 ? cells.join(' ') : target.textContent.trim());
    bar.querySelector('.located-place').textContent = target.dataset.locator;
    bar.querySelector('[data-copy]').dataset.copy =
      `${bar.dataset.prefix}${target.dataset.locator}：“${text}”`;
  };
  bar.querySelector('.located-back').hidden = readKept().length === 0;
  addEventListener('hashchange', showTarget);
  showTarget();
  const outline = document.querySelector('.outline');
  if (outline) followOutline(outline);
}

/** Keeps the outline's entry of what is being read marked and in sight. */
function followOutline(outline) {
  if (matchMedia('(max-width: 56rem)').matches) {
    outline.open = false;
    return;
  }
  const entries = [...outline.querySelectorAll('a')].map((link) => [link, byId(link.hash.slice(1))]);
  let waiting = false;
  const follow = () => {
    waiting = false;
    const line = innerHeight * 0.4;
    const current = entries
      .filter(([, place]) => place && place.getBoundingClientRect().top < line)
      .pop()?.[0];
    for (const [link] of entries) {
      if (link === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    if (!current) return;
    const box = outline.getBoundingClientRect();
    const at = current.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) outline.scrollTop += at.top - box.top - box.height / 2;
  };
  const request = () => {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  };
  addEventListener('scroll', request, { passive: true });
  follow();
}

const form = byId('ask');
if (form) startConversation(form);
const filter = byId('filter');
if (filter) startFilter(filter);
const located = byId('located');
if (located) startDocument(located);
