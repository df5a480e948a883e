/** Walks one document's lines and gives its outline and its passages: clauses, rows, head and signature. */
import { readNumeral } from '../../data/numerals.ts';
import type { OutlineEntry, Passage } from '../../data/types.ts';
import {
  type AttachmentHead,
  type Attachments,
  countTitleLines,
  findAttachments,
  isSimilarTitle,
} from './attachments.ts';
import { squeeze } from './cells.ts';
import type { Frame } from './frame.ts';
import { readFrontMatter } from './front-matter.ts';
import type { DocumentLines } from './gazette.ts';
import { groupPassages } from './grouping.ts';
import { type Numbering, readNumbering } from './numbering.ts';
import { dutiesAfter, isClosing, isContact, isImprint } from './paragraph-kinds.ts';
import { PassageWriter } from './passage-writer.ts';
import type { Line } from './repair.ts';

/** A document's outline and passages; spans are offsets in the whole file's mended text. */
export interface Structure {
  readonly outline: readonly OutlineEntry[];
  readonly passages: readonly Passage[];
  /** Lines that give no passage because they say nothing new: header rows of tables. */
  readonly layout: readonly Line[];
}

/** An attachment that is announced, by the name its passages are located with (附件8) and its title. */
export interface ExpectedAttachment {
  readonly name: string;
  readonly title: string;
}

/** All that is known of a document before its lines are walked. */
interface Plan {
  readonly lines: readonly Line[];
  readonly frame: Frame;
  readonly attachments: Attachments;
  /** Announced attachments that have no head of their own. */
  readonly waiting: ExpectedAttachment[];
  /** Lines of the attachments' lists, which are no clauses. */
  readonly listed: ReadonlySet<number>;
  readonly lastText: number;
}

/** Walks a document whose frame and announced attachments are known. */
export function readStructure(
  document: DocumentLines,
  frame: Frame,
  announced: readonly ExpectedAttachment[],
): Structure {
  const { lines } = document;
  if (document.kind === 'front matter') {
    return { outline: [], passages: readFrontMatter(lines), layout: [] };
  }
  const plan = planOf(lines, frame, announced);
  const writer = new PassageWriter();
  if (frame.headEnd > 0) writer.head(lines.slice(0, frame.headEnd));
  if (hasCover(plan)) writer.begin(coverName(plan), '', []);
  for (let at = frame.headEnd; at < lines.length; ) at += step(writer, plan, at);
  writer.finish();
  return { outline: writer.outline, passages: groupPassages(writer.passages), layout: writer.layout };
}

function planOf(lines: readonly Line[], frame: Frame, announced: readonly ExpectedAttachment[]): Plan {
  const attachments = findAttachments(lines, frame.headEnd);
  const numbers = new Set([...attachments.heads.values()].map((head) => head.number));
  const signed = new Set(frame.signature);
  const lists = [...attachments.lists.values()].flat();
  const ends = (i: number) => signed.has(i) || lists.includes(i);
  return {
    lines,
    frame,
    attachments,
    waiting: announced.filter((each) => !numbers.has(each.name.replace(/^附[件表录图]/, ''))),
    listed: new Set(lists),
    lastText: lines.findLastIndex((line, i) => line.kind === 'text' && !ends(i)),
  };
}

/** Handles what stands at a line and says how many lines it took. */
function step(writer: PassageWriter, plan: Plan, at: number): number {
  const { lines, frame, attachments } = plan;
  const line = lines[at];
  if (!line) return 1;
  const head = attachments.heads.get(at);
  const list = attachments.lists.get(at);
  if (frame.signature[0] === at) return sign(writer, plan);
  if (line.kind === 'table') return table(writer, lines, at);
  if (head) return attachment(writer, lines, head);
  if (list) {
    writer.aside(
      '附件说明',
      list.flatMap((i) => lines[i] ?? []),
    );
    return list.length;
  }
  return clause(writer, plan, at, line);
}

/** True for a notice whose signature is followed by what it sends out, under a title of its own. */
function hasCover({ lines, frame, attachments }: Plan): boolean {
  const after = (frame.signature.at(-1) ?? lines.length) + 1;
  return frame.signature.length > 0 && lines.length - after > 3 && !attachments.heads.has(after);
}

function coverName({ lines, frame }: Plan): string {
  const cover = lines.slice(frame.headEnd, frame.signature[0]);
  return cover.some((line) => readNumbering(line.text)) ? '' : '通知';
}

function sign(writer: PassageWriter, plan: Plan): number {
  const { lines, frame } = plan;
  writer.signature(frame.signature.flatMap((i) => lines[i] ?? []));
  if (!hasCover(plan)) return frame.signature.length;
  const at = (frame.signature.at(-1) ?? 0) + 1;
  const count = countTitleLines(lines, at);
  const titles = lines.slice(at, at + count);
  writer.begin(coverName(plan) === '' ? '附' : '', squeeze(titles.map((line) => line.text).join('')), titles);
  return frame.signature.length + count;
}

function table(writer: PassageWriter, lines: readonly Line[], at: number): number {
  let end = at;
  while (lines[end]?.kind === 'table') end++;
  writer.table(lines.slice(at, end));
  return end - at;
}

function attachment(writer: PassageWriter, lines: readonly Line[], head: AttachmentHead): number {
  const count = head.titleLines + 1;
  writer.begin(head.label, head.name, lines.slice(head.at, head.at + count));
  return count;
}

/** A numbered or unnumbered paragraph with the lines of responsibility below it. */
function clause(writer: PassageWriter, plan: Plan, at: number, line: Line): number {
  const { lines } = plan;
  const duties = dutiesAfter(lines, at, (i) => isFree(plan, i));
  const numbering = readNumbering(line.text) ?? missingNumber(writer, plan, at);
  const next = plan.waiting[0];
  if (numbering) writer.numbered(line, numbering, duties);
  else if (next && isSimilarTitle(line.text, next.title)) {
    plan.waiting.shift();
    const count = Math.max(1, countTitleLines(lines, at));
    const titles = lines.slice(at, at + count);
    writer.begin(next.name, squeeze(titles.map((each) => each.text).join('')), titles);
    return count;
  } else if (isContact(line.text)) return contacts(writer, plan, at);
  else if (isImprint(line.text)) writer.aside('版记', [line]);
  else if (isClosing(line.text) && endsBody(plan, at)) writer.aside('末段', [line]);
  else writer.paragraph(line, duties);
  return 1 + duties.length;
}

/** True for a line that nothing else lays claim to. */
function isFree({ attachments, listed, frame }: Plan, at: number): boolean {
  return !attachments.heads.has(at) && !listed.has(at) && !frame.signature.includes(at);
}

function contacts(writer: PassageWriter, plan: Plan, at: number): number {
  let end = at + 1;
  while (isFree(plan, end) && plan.lines[end]?.kind === 'text' && isContact(plan.lines[end]?.text ?? ''))
    end++;
  writer.aside('联系方式', plan.lines.slice(at, end));
  return end - at;
}

/** True for the last paragraph before the signature, the list of attachments, an attachment or the end. */
function endsBody(plan: Plan, at: number): boolean {
  return at === plan.lastText || !isFree(plan, at + 1);
}

/** How many lines an item may have before the next number. */
const AHEAD = 20;

/**
 * The number that scanning lost: between 1. and 3. an unnumbered paragraph that opens with a phrase of its
 * own (住宅小区。…) can only be 2.
 */
function missingNumber(writer: PassageWriter, { lines }: Plan, at: number): Numbering | null {
  const { top } = writer;
  if (!top || !/^[一-鿿]{2,15}。./.test(lines[at]?.text ?? '')) return null;
  const ahead = lines.slice(at + 1, at + 1 + AHEAD);
  const next = ahead.find((line) => line.kind === 'table' || readNumbering(line.text));
  const following = next?.kind === 'text' ? readNumbering(next.text) : null;
  if (following?.level !== top.level) return null;
  const place = placeOf(top.label);
  if (placeOf(following.label) !== place + 2) return null;
  return { level: top.level, label: top.label.replace(/\d+/, String(place + 1)), length: 0 };
}

/** 3 for 3. and （3）; numbers in Chinese are seldom lost and are not inferred. */
const placeOf = (label: string): number => readNumeral(/\d+/.exec(label)?.[0] ?? '');
