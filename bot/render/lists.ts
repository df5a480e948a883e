/** Documents, passages and deadlines as lists. */
import { dayAt, writeDay } from '../../data/day.ts';
import type { DocumentSummary, Hit } from '../../data/types.ts';
import type { Action } from '../actions.ts';
import type { Context } from '../context.ts';
import type { Duty, DutyFilter } from '../duties.ts';
import { type Button, bold, link, type Message, plain, quote, type TextPart } from '../message.ts';
import { nameDocument } from './answer.ts';

/** Entries on one page of a list. */
export const PAGE_SIZE = 5;
const QUOTE_LENGTH = 160;

const shorten = (text: string, most: number) =>
  [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text;

/** Passages found, best first. */
export function hitsMessage(context: Context, query: string, hits: readonly Hit[]): Message<Action> {
  const { words } = context;
  if (hits.length === 0) return { text: [plain(words.searchNone(query))], buttons: [] };
  const entries = hits.flatMap((hit): TextPart[] => [
    plain(`\n\n${hit.rank}. `),
    link(nameDocument(hit), context.pageUrl(hit.documentId, hit.passageId)),
    plain(` ${hit.locator}\n`),
    quote(shorten(hit.text, QUOTE_LENGTH)),
  ]);
  return { text: [plain(words.searchHead(query, hits.length)), ...entries], buttons: [] };
}

/** A document's own card. */
export function documentMessage(context: Context, document: DocumentSummary): Message<Action> {
  const { words } = context;
  const page = context.pageUrl(document.id, null);
  const validity = words.validity[document.validity];
  const lines = [
    document.documentNumber ?? words.noNumber,
    document.issuers.length > 0 ? `${words.docLine.issuers}：${document.issuers.join('、')}` : '',
    document.issuedOn ? `${words.docLine.issuedOn}：${writeDay(document.issuedOn)}` : '',
    validity ? `${words.docLine.validity}：${validity}` : '',
    words.docLine.figures(document.passages, document.deadlines),
  ].filter((line) => line !== '');
  const buttons: Button<Action>[] = [
    ...(page ? [{ label: words.buttons.page, url: page }] : []),
    ...(document.deadlines > 0
      ? [
          {
            label: words.buttons.remind,
            action: { do: 'deadlines' as const, kind: 'document' as const, value: document.id, from: 0 },
          },
        ]
      : []),
  ];
  return {
    text: [bold(document.title), plain(`\n${lines.join('\n')}`)],
    buttons: buttons.length > 0 ? [buttons] : [],
  };
}

function pager(
  context: Context,
  from: number,
  total: number,
  at: (from: number) => Action,
): Button<Action>[][] {
  const { previous, more } = context.words.buttons;
  const row: Button<Action>[] = [
    ...(from > 0 ? [{ label: previous, action: at(Math.max(0, from - PAGE_SIZE)) }] : []),
    ...(from + PAGE_SIZE < total ? [{ label: more, action: at(from + PAGE_SIZE) }] : []),
  ];
  return row.length > 0 ? [row] : [];
}

/** Documents, a page at a time. */
export function documentsMessage(
  context: Context,
  query: string,
  documents: readonly DocumentSummary[],
  from: number,
): Message<Action> {
  const { words } = context;
  const entries = documents
    .slice(from, from + PAGE_SIZE)
    .flatMap((document, i) => [
      plain(`\n${from + i + 1}. `),
      link(nameDocument(document), context.pageUrl(document.id, null)),
    ]);
  return {
    text: [
      plain(query === '' ? words.docUsage(documents.length) : words.docMany(documents.length)),
      ...entries,
    ],
    buttons: pager(context, from, documents.length, (next) => ({ do: 'documents', query, from: next })),
  };
}

function dueText(context: Context, duty: Duty): string {
  const { words } = context;
  if (!duty.due) return words.unresolvedDue(duty.phrase);
  const instant = Date.parse(`${duty.due}T00:00:00Z`);
  const weekday = words.weekdays[new Date(instant).getUTCDay()] ?? '';
  const left = Math.round((instant - Date.parse(`${dayAt(context.at)}T00:00:00Z`)) / 86_400_000);
  return `${words.due(writeDay(duty.due), weekday)} · ${words.daysLeft(left)}`;
}

/** One deadline as lines. */
export function dutyParts(context: Context, duty: Duty): TextPart[] {
  const { words } = context;
  const units = [...new Set(duty.responsible.map((unit) => unit.name))].join('、');
  return [
    bold(duty.task),
    plain(`\n${dueText(context, duty)}`),
    plain(units ? `\n${words.responsible}：${units}` : ''),
    plain('\n'),
    link(nameDocument(duty), context.pageUrl(duty.documentId, null)),
    plain(` ${duty.locator}\n`),
    quote(shorten(duty.quote, QUOTE_LENGTH)),
  ];
}

/** Deadlines, a page at a time, each with a button that sets a reminder. */
export function dutiesMessage(
  context: Context,
  filter: DutyFilter,
  duties: readonly Duty[],
  from: number,
): Message<Action> {
  const { words } = context;
  if (duties.length === 0) return { text: [plain(words.deadlinesNone)], buttons: [] };
  const page = duties.slice(from, from + PAGE_SIZE);
  const entries = page.flatMap((duty, i) => [plain(`\n\n${from + i + 1}. `), ...dutyParts(context, duty)]);
  const watch = page.map(
    (duty, i): Button<Action> => ({
      label: `${words.buttons.remind} ${from + i + 1}`,
      action: { do: 'watch', duty: duty.id },
    }),
  );
  const paging = pager(context, from, duties.length, (next) => ({ do: 'deadlines', ...filter, from: next }));
  const room = Math.max(0, context.can.maxButtons - paging.flat().length);
  return {
    text: [plain(words.deadlinesHead(duties.length, from + 1, from + page.length)), ...entries],
    buttons: [watch.slice(0, room), ...paging].filter((row) => row.length > 0),
  };
}
