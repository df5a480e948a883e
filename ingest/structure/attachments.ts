/** Finds a document's attachments: the list that announces them, and the heads under which they stand. */

import type { Attachment } from '../../data/types.ts';
import { foldVariants } from '../../data/variants.ts';
import { squeeze } from './cells.ts';
import { TITLE_END } from './line-kinds.ts';
import { readNumbering } from './numbering.ts';
import type { Line } from './repair.ts';

/** Where an attachment begins: its head line and the title lines below it. */
export interface AttachmentHead extends Attachment {
  /** 附件8, 附表1 … */
  readonly label: string;
  readonly at: number;
  readonly titleLines: number;
}

/** All that a document's lines tell of its attachments. */
export interface Attachments {
  readonly heads: ReadonlyMap<number, AttachmentHead>;
  /** Indexes of the lines of each list (附件说明), by the index of its first line. */
  readonly lists: ReadonlyMap<number, readonly number[]>;
  readonly announced: readonly Attachment[];
}

const NUMBER = '(\\d{1,2}(?:\\s*[-—－]\\s*\\d{1,2})?|[一二三四五六七八九十]{1,2})';
const BARE_HEAD = new RegExp(`^附\\s*(件|表|录|图)\\s*[:：]?\\s*${NUMBER}?\\s*[:：.、]?$`);
const HEAD_WITH_TITLE = new RegExp(
  `^附\\s*(件|表|录|图)\\s*${NUMBER}\\s*[:：.、]?\\s*([^\\d\\s，。；].{1,60})$`,
);
const LIST_OPENS = /^附\s*(?:件)?\s*[:：]\s*/;
const ITEM = /^(\d{1,2}(?:-\d{1,2})?)\s*[.．、]?\s*(\D.*)$/;

const fold = (text: string) => foldVariants(squeeze(text)).replace(/[；。]$/, '');

/** True for a line that may be (a part of) a title. */
export function isTitleLike(line: Line | undefined): line is Line {
  return (
    line?.kind === 'text' &&
    line.text.length <= 80 &&
    !/[。；：:，]$|[:：]\s*[_＿]|^附\s*[件表录图]/.test(line.text) &&
    !readNumbering(line.text)
  );
}

/** How many lines from `at` on are a title: two where the first is unfinished, and a version in brackets. */
export function countTitleLines(lines: readonly Line[], at: number): number {
  if (!isTitleLike(lines[at])) return 0;
  let count = 1;
  const first = lines[at]?.text ?? '';
  const second = lines[at + 1];
  const unfinished = /(?:的|关于|和|及|与|况|县|市|区)$/.test(first);
  const finishes =
    !TITLE_END.test(first) && second && TITLE_END.test(second.text) && second.text.length <= 30;
  if (isTitleLike(second) && (unfinished || finishes)) count++;
  return /^[（(].{2,40}[）)]$/.test(lines[at + count]?.text ?? '') ? count + 1 : count;
}

function titleAt(lines: readonly Line[], at: number, count: number): string {
  return squeeze(
    lines
      .slice(at, at + count)
      .map((line) => line.text)
      .join(''),
  );
}

const opensList = (lines: readonly Line[], at: number) =>
  /^1\s*[.．、]/.test(lines[at + 1]?.text ?? '') && /[:：]$/.test(lines[at]?.text ?? '');

function headAt(lines: readonly Line[], at: number): AttachmentHead | null {
  const text = lines[at]?.text ?? '';
  const bare = BARE_HEAD.exec(text);
  if (bare && !opensList(lines, at)) {
    const titleLines = countTitleLines(lines, at + 1);
    const number = squeeze(bare[2] ?? '');
    const name = titleAt(lines, at + 1, titleLines);
    return { number, name, label: `附${bare[1]}${number}`, at, titleLines };
  }
  const titled = bare ? null : HEAD_WITH_TITLE.exec(text);
  if (!titled || /[。；]$/.test(text)) return null;
  const number = squeeze(titled[2] ?? '');
  return { number, name: squeeze(titled[3] ?? ''), label: `附${titled[1]}${number}`, at, titleLines: 0 };
}

/** Heads with the title on the same line that only announce: another such line or nothing follows at once. */
function isAnnouncement(
  lines: readonly Line[],
  head: AttachmentHead,
  heads: readonly AttachmentHead[],
): boolean {
  if (head.titleLines > 0 || head.name === '') return false;
  return (
    heads.some((other) => other.at > head.at && other.label === head.label) || head.at === lines.length - 1
  );
}

/** A list line that only goes on with a name of an attachment: the rest of a name cut by a page end. */
function isFragment(text: string, names: readonly string[]): boolean {
  const plain = fold(text.replace(/^\d{1,2}\s*[.．、]\s*/, ''));
  return plain.length >= 3 && text.length <= 40 && names.some((name) => name.includes(plain));
}

function listFrom(
  lines: readonly Line[],
  at: number,
  names: readonly string[],
  taken: ReadonlySet<number>,
): number[] {
  const belongs = (i: number) => {
    const line = lines[i];
    if (line?.kind !== 'text' || taken.has(i)) return false;
    return (i > at && ITEM.test(line.text) && !/。./.test(line.text)) || isFragment(line.text, names);
  };
  let first = at;
  let last = at;
  while (belongs(last + 1)) last++;
  while (belongs(first - 1)) first--;
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The whole name of an attachment whose announcement is cut short, from its head. */
function completeName(item: Attachment, heads: readonly AttachmentHead[]): Attachment {
  const head = heads.find((each) => each.number === item.number && each.name !== '');
  return head && fold(head.name).startsWith(fold(item.name))
    ? { number: item.number, name: head.name }
    : item;
}

function itemsOf(texts: readonly string[]): Attachment[] {
  return texts.flatMap((raw, i): Attachment[] => {
    const text = raw.replace(LIST_OPENS, '');
    const item = ITEM.exec(text);
    const name = (item?.[2] ?? text).replace(/[；。]$/, '').trim();
    if (item) return [{ number: item[1] ?? '', name }];
    return i === 0 && LIST_OPENS.test(raw) && name !== '' ? [{ number: '', name }] : [];
  });
}

/** Reads where a document's attachments are announced and where they begin, from line `from` on. */
export function findAttachments(lines: readonly Line[], from: number): Attachments {
  const indexes = lines.map((_, i) => i).filter((i) => i >= from && lines[i]?.kind === 'text');
  const found = indexes.flatMap((i) => headAt(lines, i) ?? []);
  const heads = found.filter((head) => !isAnnouncement(lines, head, found));
  const taken = new Set(
    heads.flatMap((head) => Array.from({ length: head.titleLines + 1 }, (_, i) => head.at + i)),
  );
  const names = heads.map((head) => fold(head.name)).filter((name) => name !== '');
  const lists = new Map<number, readonly number[]>();
  const listed = new Set<number>();
  for (const i of indexes) {
    if (taken.has(i) || listed.has(i) || !LIST_OPENS.test(lines[i]?.text ?? '')) continue;
    const members = listFrom(lines, i, names, taken);
    lists.set(members[0] ?? i, members);
    for (const member of members) listed.add(member);
  }
  const items = [...lists.values()].flatMap((members) => {
    const texts = members.map((i) => lines[i]?.text ?? '');
    return itemsOf(texts).sort((a, b) => a.number.localeCompare(b.number, 'zh', { numeric: true }));
  });
  const announced = items.length > 0 ? items : found.filter((head) => head.name !== '');
  return {
    heads: new Map(heads.map((head) => [head.at, head])),
    lists,
    announced: announced.map(({ number, name }) => completeName({ number, name }, heads)),
  };
}

/** Whether a line is the title of an announced attachment, worded a little differently perhaps. */
export function isSimilarTitle(line: string, title: string): boolean {
  if (line.length > 60 || /[。；，：]/.test(line)) return false;
  const grams = (text: string) => {
    const plain = fold(text);
    return new Set([...plain].slice(1).map((char, i) => `${plain[i]}${char}`));
  };
  const a = grams(line);
  const b = grams(title);
  const shared = [...a].filter((gram) => b.has(gram)).length;
  return shared / Math.max(1, Math.min(a.size, b.size)) >= 0.6;
}
