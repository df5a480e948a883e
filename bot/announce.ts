/** New documents for those whose subscription matches (政策精准推送), once each. */
import { postLetter } from '../data/outbox.ts';
import { findPerson } from '../data/people.ts';
import { maskPersonal } from '../data/privacy.ts';
import type { DocumentRecord, PassageRecord } from '../data/types.ts';
import { publicScope } from '../retrieval/access.ts';
import type { Action } from './actions.ts';
import type { AppParts } from './context.ts';
import type { ChatSubscription, Duty } from './duties.ts';
import { wordsOf } from './locales/words.ts';
import { bold, link, type Message, mapText, plain, quote } from './message.ts';
import { flushOutbox } from './outbox-run.ts';
import { nameDocument } from './render/answer.ts';
import { scopeOf } from './scope.ts';

const LINES = 3;
const LINE_LENGTH = 80;

/** Whether a subscription asks for this document. `same` knows the aliases of departments. */
function concerns(
  { filter }: ChatSubscription,
  document: DocumentRecord,
  duties: readonly Duty[],
  same: (a: string, b: string) => boolean,
): boolean {
  switch (filter.kind) {
    case 'everything':
      return true;
    case 'document':
      return document.id === filter.value || document.documentNumber === filter.value;
    case 'keyword':
      return document.title.includes(filter.value) || document.text.includes(filter.value);
    case 'department': {
      const units = duties.flatMap((duty) => duty.responsible.map(({ name }) => name));
      return [...document.issuers, ...document.addressees, ...units].some((name) => same(name, filter.value));
    }
    case 'deadline':
      return false;
    default:
      return filter.kind satisfies never;
  }
}

/** Three lines of the document's own words: the first sentence of clauses from its beginning on. */
function summaryOf(passages: readonly PassageRecord[]): readonly string[] {
  const sentences = passages
    .filter((passage) => passage.kind === 'clause')
    .map(({ text }) => /^[^。；\n]{8,}[。；]?/.exec(text)?.[0] ?? '')
    .filter((sentence) => sentence !== '');
  return sentences
    .slice(0, LINES)
    .map((text) => (text.length > LINE_LENGTH ? `${text.slice(0, LINE_LENGTH)}…` : text));
}

function compose(
  parts: AppParts,
  document: DocumentRecord,
  lines: readonly string[],
  deadlines: number,
): Message<Action> {
  const words = wordsOf('zh');
  const page = parts.pageUrl(document.id, null);
  return {
    text: [
      bold(`${words.announcement}：`),
      link(nameDocument(document), page),
      ...lines.flatMap((line) => [plain('\n'), quote(line)]),
      plain(deadlines > 0 ? `\n${words.announcementDeadlines(deadlines)}` : ''),
    ],
    buttons: page ? [[{ label: words.buttons.page, url: page }]] : [],
  };
}

/**
 * Announces documents that were just published. Each chat hears of a document once, whatever number of its
 * subscriptions match and however often the file is read again; nobody hears of what they may not see.
 */
export async function announce(
  parts: AppParts,
  documentIds: readonly string[],
  same: (a: string, b: string) => boolean,
): Promise<void> {
  const { duties, database, assistant, settings } = parts;
  if (!duties) return;
  const subscriptions = await duties.everySubscription();
  for (const subscription of subscriptions) {
    const { channel, chat, kind } = subscription.recipient;
    const person = kind === 'private' ? await findPerson(database, { channel, account: chat }) : null;
    const scope = person ? scopeOf(person, kind, settings.internalDepartments) : publicScope();
    for (const id of documentIds) {
      const open = await assistant.document(id, scope);
      if (!open) continue;
      const held = await duties.list({ kind: 'document', value: id }, scope, parts.now());
      if (!concerns(subscription, open.document, held, same)) continue;
      const message = compose(parts, open.document, summaryOf(open.passages), held.length);
      const shown = person && person.role !== 'citizen' ? message : mapText(message, maskPersonal);
      const letter = {
        once: `announce:${id}:${channel}:${chat}`,
        channel,
        chat,
        personId: null,
        message: shown,
      };
      await postLetter(database, letter, parts.now());
    }
  }
  await flushOutbox(parts);
}
