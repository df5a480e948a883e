/** Answers and their proofs as runs of text and buttons. */
import type { Answer, Citation } from '../../data/types.ts';
import { citationMarks } from '../../retrieval/written-answer.ts';
import type { Action } from '../actions.ts';
import type { Context } from '../context.ts';
import { type Button, bold, link, type Message, plain, quote, type TextPart } from '../message.ts';
import { clipParts } from './split.ts';

const CITES_PER_ROW = 5;

/** How a document is named in a list: 《title》（number）. */
export function nameDocument(document: { title: string; documentNumber: string | null }): string {
  return `《${document.title}》${document.documentNumber ? `（${document.documentNumber}）` : ''}`;
}

/** Where a quote stands, with the page of the printed original where there is one: 三、（一） 第12页. */
const placeOf = ({ words }: Context, { locator, page }: Citation) =>
  page === undefined ? locator : `${locator} ${words.page(page)}`;

/** The sources, each document named once with the places cited in it: 《…》（…）：[1] 三、（一）；[3] 附件8 第2行. */
function sourceLines(context: Context, citations: readonly Citation[]): TextPart[] {
  const byDocument = new Map<string, Citation[]>();
  for (const citation of citations) {
    byDocument.set(citation.documentId, [...(byDocument.get(citation.documentId) ?? []), citation]);
  }
  const { words } = context;
  const lines = [...byDocument.values()].flatMap((cited) => {
    const [first] = cited;
    if (!first) return [];
    const over = first.validity === 'expired' || first.validity === 'repealed';
    const places = cited.map((each) => `[${each.n}] ${placeOf(context, each)}`).join('；');
    return [
      plain('\n'),
      link(nameDocument(first), context.pageUrl(first.documentId, first.passageId)),
      plain(`${over ? `（${words.validity[first.validity]}）` : ''}：${places}`),
    ];
  });
  return lines.length === 0 ? [] : [plain('\n\n'), bold(words.sources), ...lines];
}

function warnings(context: Context, answer: Answer): TextPart[] {
  const { words } = context;
  const conflicts = answer.conflicts.map(
    (conflict) => `${conflict.note}${citationMarks(conflict.citations)}`,
  );
  return [
    ...conflicts.flatMap((text) => [plain('\n\n'), bold(words.attention), plain(`：${text}`)]),
    ...answer.notices.flatMap((text) => [plain('\n\n'), bold(words.noticeLabel), plain(`：${text}`)]),
  ];
}

function cite(
  context: Context,
  turn: number,
  citations: readonly Citation[],
  not?: number,
): Button<Action>[] {
  return citations
    .filter((citation) => citation.n !== not)
    .map(({ n }) => ({ label: context.words.buttons.cite(n), action: { do: 'cite', turn, n } }));
}

function inRows<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

/** The buttons under an answer, at most as many as the channel shows; citations give way first. */
function answerButtons(
  context: Context,
  turn: number,
  answer: Answer,
  hasDeadline: boolean,
): Button<Action>[][] {
  const { words, can } = context;
  const first = answer.citations[0];
  const page = first ? context.pageUrl(first.documentId, first.passageId) : null;
  const more: Button<Action>[] = [
    ...(page ? [{ label: words.buttons.page, url: page }] : []),
    ...(hasDeadline ? [{ label: words.buttons.remind, action: { do: 'remind' as const, turn } }] : []),
  ];
  const opinion: Button<Action>[] = [
    { label: words.buttons.up, action: { do: 'rate', turn, up: true } },
    { label: words.buttons.down, action: { do: 'rate', turn, up: false } },
    { label: words.buttons.unsolved, action: { do: 'ticket', turn, kind: 'unsolved' } },
  ];
  const room = Math.max(0, can.maxButtons - more.length - opinion.length);
  const cites = cite(context, turn, answer.citations).slice(0, room);
  return [...inRows(cites, CITES_PER_ROW), more, opinion].filter((row) => row.length > 0);
}

/** An answer: its statements with [n], what to mind, its sources, and the buttons. */
export function answerMessage(
  context: Context,
  turn: number,
  answer: Answer,
  hasDeadline: boolean,
): Message<Action> {
  const { words, incoming, can } = context;
  const scopeNote = incoming.chat.kind === 'group' ? [plain(`\n\n${words.groupScope}`)] : [];
  const byNumber =
    answer.citations.length > 0 && can.maxButtons < 20
      ? [plain(`\n\n${words.citeByNumber(answer.citations.length)}`)]
      : [];
  return {
    text: [
      plain(answer.answer),
      ...warnings(context, answer),
      ...sourceLines(context, answer.citations),
      ...byNumber,
      ...scopeNote,
    ],
    buttons: answerButtons(context, turn, answer, hasDeadline),
  };
}

/** The quote; clipped at a sentence's end where it has to fit the one message that changes in place. */
function shownQuote({ can, words }: Context, text: string): readonly TextPart[] {
  if (!can.edit) return [quote(text)];
  const room = Math.floor(can.limit * 0.7);
  return clipParts([quote(text)], room, (part) => part.text.length, plain(words.continued));
}

/** A citation opened: number, title, locator and the verbatim quote, with the way back. */
export function citationMessage(
  context: Context,
  turn: number,
  citation: Citation,
  all: readonly Citation[],
): Message<Action> {
  const { words, can } = context;
  const validity = words.validity[citation.validity];
  const page = context.pageUrl(citation.documentId, citation.passageId);
  const back: Button<Action>[] = [
    { label: words.buttons.back, action: { do: 'back', turn } },
    ...(page ? [{ label: words.buttons.page, url: page }] : []),
  ];
  const others = cite(context, turn, all, citation.n).slice(0, Math.max(0, can.maxButtons - back.length));
  return {
    text: [
      plain(`[${citation.n}] `),
      bold(citation.title),
      plain(`\n${citation.documentNumber ?? words.noNumber}${validity ? ` · ${validity}` : ''}`),
      plain(`\n${words.locator(placeOf(context, citation))}\n`),
      ...shownQuote(context, citation.quote),
    ],
    buttons: [...inRows(others, CITES_PER_ROW), back],
  };
}
