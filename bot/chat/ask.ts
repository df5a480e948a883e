import { audit } from '../../data/audit.ts';
import { keepTurn, latestTurns, rateTurn, readTurn, type Turn } from '../../data/conversations.ts';
import { expect } from '../../data/expectations.ts';
import { personKey } from '../../data/people.ts';
import { maskPersonal } from '../../data/privacy.ts';
import type { Answer, Citation } from '../../data/types.ts';
import { type Conversation, REMEMBERED_TURNS } from '../../retrieval/conversation.ts';
import { citationMarks } from '../../retrieval/written-answer.ts';
import { type Context, type Reply, say } from '../context.ts';
import type { Duty } from '../duties.ts';
import { answerMessage, citationMessage } from '../render/answer.ts';
import type { Command } from './command.ts';

/** The deadlines that an answer's citations hold. */
export async function dutiesOf(context: Context, answer: Answer): Promise<readonly Duty[]> {
  const { duties } = context;
  if (!duties) return [];
  const ids = [...new Set(answer.citations.map((citation) => citation.documentId))];
  const lists = await Promise.all(
    ids.map((value) => duties.list({ kind: 'document', value }, context.scope, context.at)),
  );
  const held = (duty: Duty, citation: Citation) =>
    duty.documentId === citation.documentId &&
    (duty.locator === citation.locator || maskPersonal(duty.quote).includes(maskPersonal(citation.quote)));
  return lists.flat().filter((duty) => answer.citations.some((citation) => held(duty, citation)));
}

/** What was said longer ago than this is another conversation. */
const CONVERSATION_MS = 30 * 60_000;

/** What the person asked here lately, with what was answered. */
async function conversationOf({ database, incoming, person, at }: Context): Promise<Conversation> {
  const where = { channel: incoming.channel, chat: incoming.chat.id, personId: person.id };
  const turns = await latestTurns(database, where, REMEMBERED_TURNS);
  const since = new Date(at.getTime() - CONVERSATION_MS).toISOString();
  return { history: turns.filter((turn) => turn.at >= since) };
}

/** Shows statements as they are verified: the newest state, one call at a time, failures aside. */
function showing(draft: NonNullable<Context['draft']>): {
  add(text: string): void;
  settled(): Promise<void>;
} {
  let text = '';
  let shown = '';
  let showing: Promise<void> | null = null;
  const show = async () => {
    while (shown !== text) {
      shown = text;
      await draft({ text: [{ text }], buttons: [] }).catch(() => {});
    }
    showing = null;
  };
  return {
    add(line) {
      text = text === '' ? line : `${text}\n${line}`;
      showing ??= show();
    },
    settled: async () => {
      await showing;
    },
  };
}

/** Asks within the conversation; what is verified first is shown first, where assistant and channel can. */
async function answerInConversation(context: Context, question: string): Promise<Answer> {
  const { assistant, scope, at, draft } = context;
  const conversation = await conversationOf(context);
  if (!assistant.stream || !draft) return assistant.ask(question, scope, at, conversation);
  const statements = showing(draft);
  for await (const event of assistant.stream(question, scope, at, conversation)) {
    if (event.kind === 'statement') statements.add(`${event.text}${citationMarks(event.citations)}`);
    else {
      await statements.settled();
      return event.answer;
    }
  }
  return assistant.ask(question, scope, at, conversation);
}

/** Asks the assistant and keeps the turn. */
export async function ask(context: Context, question: string): Promise<readonly Reply[]> {
  const { words, incoming, person, settings } = context;
  if (question.trim() === '') return say(words.emptyQuestion);
  if ([...question].length > settings.maxQuestionLength)
    return say(words.tooLong(settings.maxQuestionLength));
  const answer = await answerInConversation(context, question);
  const turn = await keepTurn(
    context.database,
    { personId: person.id, channel: incoming.channel, chat: incoming.chat.id, question, answer },
    context.at,
  );
  const hasDeadline = (await dutiesOf(context, answer)).length > 0;
  return [{ kind: 'say', message: answerMessage(context, turn, answer, hasDeadline) }];
}

/** The citation as its reader may see it now: null when the document is gone or not theirs to see. */
async function reopen(context: Context, citation: Citation): Promise<Citation | null> {
  const open = await context.assistant.document(citation.documentId, context.scope, context.at);
  if (!open) return null;
  const original = open.document.text.slice(citation.span.start, citation.span.end);
  return maskPersonal(original) === citation.quote ? { ...citation, quote: original } : citation;
}

/** Shows one citation of a turn. */
export async function showCitation(
  context: Context,
  turn: Turn | null,
  n: number,
): Promise<readonly Reply[]> {
  const { words } = context;
  const citation = turn?.answer.citations.find((one) => one.n === n);
  if (!turn || !citation) return say(words.sourceGone);
  const open = await reopen(context, citation);
  if (!open) {
    const entry = { who: personKey(context.person), act: 'citation', object: citation.documentId };
    await audit(context.database, { at: context.at, ...entry, result: 'refused' });
    return say(words.sourceGone);
  }
  return [{ kind: 'change', message: citationMessage(context, turn.id, open, turn.answer.citations) }];
}

/** An answer as it was kept; what its reader may no longer see is not shown again. */
export async function showAnswer(context: Context, turnId: number): Promise<readonly Reply[]> {
  const turn = await readTurn(context.database, turnId);
  if (!turn) return say(context.words.sourceGone);
  const open = await Promise.all(turn.answer.citations.map((citation) => reopen(context, citation)));
  if (open.includes(null)) return say(context.words.sourceGone);
  const hasDeadline = (await dutiesOf(context, turn.answer)).length > 0;
  return [{ kind: 'change', message: answerMessage(context, turn.id, turn.answer, hasDeadline) }];
}

/** `1` or `[1]` after an answer opens that citation; null when the text is something else. */
export async function citeByNumber(context: Context, text: string): Promise<readonly Reply[] | null> {
  const match = /^[[［【]?\s*([0-9０-９]{1,2})\s*[\]］】]?$/.exec(text.trim());
  if (!match) return null;
  const n = Number(
    (match[1] ?? '').replace(/[０-９]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0)),
  );
  const { incoming, person } = context;
  const where = { channel: incoming.channel, chat: incoming.chat.id, personId: person.id };
  const [turn] = await latestTurns(context.database, where, 1);
  if (!turn?.answer.citations.some((citation) => citation.n === n)) return null;
  return showCitation(context, turn, n);
}

/** 👍 and 👎; the latter asks why. */
export async function rate(context: Context, turn: number, up: boolean): Promise<readonly Reply[]> {
  const { words, incoming, person } = context;
  await rateTurn(context.database, turn, up ? 'up' : 'down', null);
  if (up) return [{ kind: 'notice', text: words.thanks }];
  const place = { channel: incoming.channel, chat: incoming.chat.id, personId: person.id };
  await expect(context.database, place, { for: 'reason', turn }, context.at);
  const reasons = Object.values(words.reasons).map((reason) => ({
    label: reason,
    action: { do: 'reason' as const, turn, reason },
  }));
  return say(words.whyDown, [reasons]);
}

/** Keeps why an answer was bad. */
export async function giveReason(context: Context, turn: number, reason: string): Promise<readonly Reply[]> {
  await rateTurn(context.database, turn, 'down', reason.slice(0, 500));
  return [{ kind: 'change', message: { text: [{ text: context.words.thanks }], buttons: [] } }];
}

/** /ask */
export const askCommand: Command = { name: 'ask', audience: 'everyone', run: ask };
