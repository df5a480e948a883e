/** Texts taken apart for comparison: characters, figures and words in Latin letters, with the breaks between. */
import { findDocumentNumbers, writeDocumentNumber } from '../../data/document-number.ts';
import { fold } from '../tokenize.ts';
import { figureAt } from './figures.ts';

/** How strongly two atoms are parted: not, by 、or a bracket, by a comma, by a full stop. */
export type Break = 0 | 1 | 2 | 3;

/**
 * A text as atoms. `shape` has one character an atom (figures `#`, Latin words `a`, document numbers `n`), for
 * patterns. `breaks[i]` is what stands before atom i; the last entry is what stands at the end.
 */
export interface Atoms {
  readonly texts: readonly string[];
  readonly shape: string;
  readonly breaks: readonly Break[];
  /** Atoms that are figures and count something. */
  readonly figures: readonly boolean[];
  /** Names before a colon with how far what they name goes: 责任单位：农业农村局，各乡镇）. */
  readonly labels: readonly Label[];
}

/** A label's atoms [start, end) and the atoms [end, until) that it names. */
export interface Label {
  readonly start: number;
  readonly end: number;
  readonly until: number;
}

/** Spellings that mean the same wherever they stand in official texts. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/㎡|m2|m²|平米/g, '平方米'],
  [/kg|公斤/g, '千克'],
  [/km|千米/g, '公里'],
  [/应当|应该/g, '应'],
  [/需要/g, '需'],
  [/必须/g, '须'],
  [/截至/g, '截止'],
  [/人民币/g, ''],
  [/[*#_`]/g, ''],
];

const LEVELS: readonly (readonly [RegExp, Break])[] = [
  [/[。!?\n]/, 3],
  [/[;,\t|□☑√]/, 2],
  [/[、.:()[\]【】〔〕]/, 1],
];

const LATIN = /^[a-z]+/;
/** Marks that are part of what they stand in: 9:00, kg/亩, 1+37+8, 2021-2025. */
const INNER = /^[:/+\-~—–×]$/;

function levelOf(mark: string): Break {
  return LEVELS.find(([pattern]) => pattern.test(mark))?.[1] ?? 0;
}

function isInner(text: string, at: number): boolean {
  const [before = '', mark = '', after = ''] = [text[at - 1], text[at], text[at + 1]];
  return INNER.test(mark) && /[\da-z%]/.test(before) && /[\da-z%]|\p{Script=Han}/u.test(after);
}

const isHan = (char: string | undefined) => char !== undefined && /\p{Script=Han}/u.test(char);

/** Blank space parts words of a table cell (发改局 公安局) and nothing else. */
function blankBreak(text: string, at: number): Break {
  return isHan(text[at - 1]) && isHan(text[at + 1]) ? 1 : 0;
}

/** Stands for a document number while a text is folded; private use, so no text holds it. */
const NUMBER = '\ue000';

/** Document numbers become one mark each, since they are compared whole and in one spelling. */
function markNumbers(text: string): { readonly marked: string; readonly numbers: readonly string[] } {
  const found = findDocumentNumbers(text);
  let marked = '';
  let at = 0;
  for (const { index, length } of found) {
    marked += text.slice(at, index) + NUMBER;
    at = index + length;
  }
  return { marked: marked + text.slice(at), numbers: found.map(writeDocumentNumber) };
}

function spell(text: string): string {
  return SAME.reduce((folding, [from, to]) => folding.replace(from, to), fold(text)).replace(
    /(?<=\d) +(?=[\d.]*(?:%|\p{Script=Han}))|(?<=\p{Script=Han}) +(?=\d)/gu,
    '',
  );
}

/** Marks after which a label names nothing more. */
const LABEL_ENDS = /[:;)\]】〕\t|]/;
const LONGEST_LABEL = 10;

class Collector {
  readonly texts: string[] = [];
  readonly breaks: Break[] = [3];
  readonly figures: boolean[] = [];
  readonly labels: Label[] = [];
  shape = '';
  #partStart = 0;
  #open: { readonly start: number; readonly end: number } | null = null;

  put(text: string, shape: string, counts = false): void {
    this.texts.push(text);
    this.figures.push(counts);
    this.shape += shape.length === 1 ? shape : '〓';
    this.breaks.push(0);
  }

  part(level: Break, mark = ''): void {
    const last = this.breaks.length - 1;
    if (level > (this.breaks[last] ?? 0)) this.breaks[last] = level;
    if (level === 3 || LABEL_ENDS.test(mark)) this.#close();
    if (mark === ':' && last > this.#partStart && last - this.#partStart <= LONGEST_LABEL)
      this.#open = { start: this.#partStart, end: last };
    if (level > 0) this.#partStart = last;
  }

  #close(): void {
    const until = this.texts.length;
    if (this.#open && until > this.#open.end) this.labels.push({ ...this.#open, until });
    this.#open = null;
  }
}

/** Takes a text apart: `达到 6.54 万亩，` → 达, 到, 65400, 亩 and a break of level 2 at the end. */
export function atomise(text: string): Atoms {
  const { marked, numbers } = markNumbers(text.replaceAll(NUMBER, ' '));
  const folded = spell(marked);
  const atoms = new Collector();
  let seen = 0;
  for (let at = 0; at < folded.length; ) {
    const char = String.fromCodePoint(folded.codePointAt(at) ?? 0);
    const figure = /[\d\p{Script=Han}]/u.test(char) ? figureAt(folded.slice(at, at + 24)) : null;
    const word = LATIN.exec(folded.slice(at, at + 40))?.[0];
    if (char === NUMBER) atoms.put(numbers[seen++] ?? '', 'n');
    else if (figure) atoms.put(figure.value, figure.counts ? '#' : char, figure.counts);
    else if (word) atoms.put(word, 'a');
    else if (/[\p{L}\p{N}]/u.test(char) || isInner(folded, at)) atoms.put(char, char);
    else atoms.part(/[ \u3000]/.test(char) ? blankBreak(folded, at) : levelOf(char), char);
    at += figure?.length ?? word?.length ?? char.length;
  }
  atoms.part(3);
  return atoms;
}
