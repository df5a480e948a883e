/** The fidelity gate: every digit and every table row of the source is found again, or the file is held back. */

import { foldDigits } from '../data/numerals.ts';
import type { Passage, Span } from '../data/types.ts';
import { sourceLines } from './structure/printed-lines.ts';
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

const digitsOf = (text: string): string => foldDigits((text.match(DIGIT) ?? []).join(''));

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

function compareRows(printed: number, rows: number): Loss[] {
  return printed === rows
    ? []
    : [{ kind: 'rows', message: `表格行数不一致：原文 ${printed} 行，读入 ${rows} 行` }];
}

/** Spans without overlaps, in order. */
function union(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** Lines of which some character other than white space stands in no passage and in no layout line. */
function uncovered(lines: readonly Line[], passages: readonly Passage[], layout: readonly Line[]): Loss[] {
  const covered = union([...passages.map((passage) => passage.span), ...layout]);
  let next = 0;
  return lines.flatMap((line): Loss[] => {
    const isCovered = (at: number) => {
      while ((covered[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next++;
      return (covered[next]?.start ?? Number.POSITIVE_INFINITY) <= at;
    };
    for (const match of line.text.matchAll(/\S+/g)) {
      for (let at = line.start + match.index; at < line.start + match.index + match[0].length; at++) {
        if (isCovered(at)) continue;
        return [{ kind: 'uncovered', message: `没有归入任何条款：「${line.text.slice(0, 40)}」` }];
      }
    }
    return [];
  });
}

/** A row's passage shows its cells by name; each of the row's digits must be among them. */
function rowDigits(passages: readonly Passage[], text: string): Loss[] {
  const sorted = (digits: string) => [...digits].sort().join('');
  return passages.flatMap((passage): Loss[] => {
    if (passage.kind !== 'row') return [];
    const raw = text.slice(passage.span.start, passage.span.end);
    const own = passage.cells.filter((cell) => !cell.inherited).map((cell) => cell.text);
    return sorted(digitsOf(raw)) === sorted(digitsOf(own.join(' ')))
      ? []
      : [{ kind: 'rows', message: `表格行的数字不完整：「${raw.slice(0, 40)}」` }];
  });
}

/** Compares a file's source text with what was read from it. Spans are offsets in `mended`. */
export function checkFidelity(
  source: string,
  mended: { text: string; lines: readonly Line[] },
  passages: readonly Passage[],
  layout: readonly Line[],
): Fidelity {
  const printed = sourceLines(source);
  const content = printed.map((line) => line.text).join('\n');
  const rows = mended.lines.filter((line) => line.kind === 'table').length;
  return {
    digits: digitsOf(content).length,
    rows,
    losses: [
      ...compareDigits(content, mended.text),
      ...compareRows(printed.filter((line) => line.table).length, rows),
      ...uncovered(mended.lines, passages, layout),
      ...rowDigits(passages, mended.text),
    ],
  };
}
