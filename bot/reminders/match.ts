/** Which subscriptions a deadline concerns. */

import { foldText } from '../../data/deadline-id.ts';
import { findDocumentNumber, writeDocumentNumber } from '../../data/document-number.ts';
import type { LedgerRecord, SameDepartment } from '../../data/ledger.ts';
import type { Subscription } from '../../data/subscriptions.ts';

/** Under which keys a document is subscribed to: its id, and its 文号 in the one spelling. */
function documentKey(text: string): string {
  const found = findDocumentNumber(text);
  return found ? writeDocumentNumber(found) : text;
}

function groupBy(subscriptions: readonly Subscription[], keyOf: (s: Subscription) => string | null) {
  const groups = new Map<string, Subscription[]>();
  for (const subscription of subscriptions) {
    const key = keyOf(subscription);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(subscription);
    else groups.set(key, [subscription]);
  }
  return groups;
}

const NOBODY: readonly Subscription[] = [];
const NO_MATCH: ReadonlySet<Subscription> = new Set();

/**
 * Answers which subscriptions concern a deadline, each once. Names of departments are compared once per
 * pair, so that five hundred departments and many deadlines stay cheap.
 */
export function makeMatcher(
  subscriptions: readonly Subscription[],
  sameDepartment: SameDepartment,
): (record: LedgerRecord) => ReadonlySet<Subscription> {
  const everything = subscriptions.filter(({ filter }) => filter.kind === 'everything');
  const documents = groupBy(subscriptions, ({ filter }) =>
    filter.kind === 'document' ? documentKey(filter.document) : null,
  );
  const departments = groupBy(subscriptions, ({ filter }) =>
    filter.kind === 'department' ? filter.department : null,
  );
  const single = groupBy(subscriptions, ({ filter }) =>
    filter.kind === 'deadline' ? filter.deadline : null,
  );
  const keywords = groupBy(subscriptions, ({ filter }) =>
    filter.kind === 'keyword' ? foldText(filter.keyword) : null,
  );
  const ofName = new Map<string, readonly Subscription[]>();
  const named = (name: string): readonly Subscription[] => {
    const known = ofName.get(name);
    if (known) return known;
    const found = [...departments].flatMap(([department, group]) =>
      sameDepartment(name, department) ? group : [],
    );
    ofName.set(name, found);
    return found;
  };
  const byText = (record: LedgerRecord): readonly (readonly Subscription[])[] => {
    if (keywords.size === 0) return [];
    const text = foldText(`${record.title} ${record.task} ${record.quote}`);
    return [...keywords].flatMap(([keyword, group]) =>
      keyword !== '' && text.includes(keyword) ? [group] : [],
    );
  };
  return (record) => {
    const number = record.documentNumber;
    const groups = [
      everything,
      single.get(record.id) ?? NOBODY,
      documents.get(record.documentId) ?? NOBODY,
      (number !== null && documents.size > 0 && documents.get(documentKey(number))) || NOBODY,
      ...record.responsible.map(({ name }) => named(name)),
      ...byText(record),
    ].filter((group) => group.length > 0);
    return groups.length === 0 ? NO_MATCH : new Set(groups.flat());
  };
}
