/** The fidelity gate: every digit and every table row of the source is found again, or the file is held back. */
import type { Passage } from '../data/types.ts';
import type { Line } from './structure/repair.ts';

/** Something of the source that the passages do not hold. */
export interface Loss {
  readonly kind: 'digits' | 'rows' | 'uncovered';
  readonly message: string;
}

/** What the gate counted, and what it missed; `losses` is empty for a faithful reading. */
export interface Fidelity {
  readonly digits: number;
  readonly rows: number;
  readonly losses: readonly Loss[];
}

const DIGIT = /[0-9０-９]/g;

function digitsOf(text: string): string {
  const half = (digit: string) => (digit > '9' ? String.fromCharCode(digit.charCodeAt(0) - 0xfee0) : digit);
  return (text.match(DIGIT) ?? []).map(half).join('');
}

function firstDifference(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}

/** The part of the source around its n-th digit, for a person to look at. */
function excerptAtDigit(source: string, n: number): string {
  let seen = 0;
  for (const match of source.matchAll(DIGIT)) {
    if (seen++ === n)
      return source.slice(Math.max(0, match.index - 20), match.index + 20).replace(/\s+/g, ' ');
  }
  return source.slice(-40).replace(/\s+/g, ' ');
}

function compareDigits(source: string, mended: string): Loss[] {
  const before = digitsOf(source);
  const after = digitsOf(mended);
  if (before === after) return [];
  const where = excerptAtDigit(source, firstDifference(before, after));
  return [
    {
      kind: 'digits',
      message: `数字前后不一致：原文 ${before.length} 个，读入 ${after.length} 个，首处在「${where}」`,
    },
  ];
}

function compareRows(source: string, rows: number): Loss[] {
  const printed = source
    .split(/\r\n|\n|\r|\f|\u2028/)
    .filter((line) => line.includes('\t') && line.trim() !== '').length;
  return printed === rows
    ? []
    : [{ kind: 'rows', message: `表格行数不一致：原文 ${printed} 行，读入 ${rows} 行` }];
}

/** Digits of a line that no passage and no layout line covers. */
function uncovered(lines: readonly Line[], passages: readonly Passage[], layout: readonly Line[]): Loss[] {
  const covered = [...passages.map((passage) => passage.span), ...layout].sort((a, b) => a.start - b.start);
  const losses: Loss[] = [];
  let next = 0;
  let reach = 0;
  for (const line of lines) {
    for (const match of line.text.matchAll(DIGIT)) {
      const at = line.start + match.index;
      while (next < covered.length && (covered[next]?.start ?? 0) <= at)
        reach = Math.max(reach, covered[next++]?.end ?? 0);
      if (at < reach) continue;
      losses.push({ kind: 'uncovered', message: `没有归入任何条款：「${line.text.slice(0, 40)}」` });
      break;
    }
  }
  return losses;
}

/** A row's passage shows its cells by name; each of the row's digits must be among them. */
function rowDigits(passages: readonly Passage[], text: string): Loss[] {
  return passages.flatMap((passage): Loss[] => {
    if (passage.kind !== 'row') return [];
    const raw = text.slice(passage.span.start, passage.span.end);
    const own = passage.cells.filter((cell) => !cell.inherited).map((cell) => cell.text);
    const same = [...digitsOf(raw)].sort().join('') === [...digitsOf(own.join(' '))].sort().join('');
    return same ? [] : [{ kind: 'rows', message: `表格行的数字不完整：「${raw.slice(0, 40)}」` }];
  });
}

/** Compares a file's source text with what was read from it. Spans are offsets in `mended`. */
export function checkFidelity(
  source: string,
  mended: { text: string; lines: readonly Line[] },
  passages: readonly Passage[],
  layout: readonly Line[],
): Fidelity {
  const rows = mended.lines.filter((line) => line.kind === 'table').length;
  return {
    digits: digitsOf(source).length,
    rows,
    losses: [
      ...compareDigits(source, mended.text),
      ...compareRows(source, rows),
      ...uncovered(mended.lines, passages, layout),
      ...rowDigits(passages, mended.text),
    ],
  };
}
