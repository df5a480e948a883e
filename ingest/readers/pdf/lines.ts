/** Puts runs of text together into lines. */
import { raiseDigits } from '../superscript.ts';
import type { Run } from './layout.ts';

const LATIN = /[A-Za-z0-9.,;:!?%)\]'"]/;

/** How wide a character is set, in ems: half for Latin letters and digits, one for Chinese. */
const charWidth = (char: string) => (char.charCodeAt(0) < 0x2000 ? 0.5 : 1);

/** A line: its runs from left to right and the box around them. */
export interface Line extends Run {
  readonly runs: readonly Run[];
}

const top = (run: Run) => run.y - run.size * 0.85;
const bottom = (run: Run) => run.y + run.size * 0.15;

/** Whether two runs stand on one line: they overlap by more than half of the smaller one's height. */
function besides(a: Run, b: Run): boolean {
  const overlap = Math.min(bottom(a), bottom(b)) - Math.max(top(a), top(b));
  return overlap > 0.5 * Math.min(a.size, b.size);
}

/** What stands between two runs of a line: a space where the gap is wider than the script's own spacing. */
function gapText(before: Run, after: Run): string {
  const gap = (after.x0 - before.x1) / Math.max(before.size, after.size);
  const last = before.text.at(-1) ?? '';
  const first = after.text[0] ?? '';
  if (/\s/.test(last) || /\s/.test(first)) return '';
  return gap > (LATIN.test(last) && LATIN.test(first) ? 0.15 : 0.6) ? ' ' : '';
}

/** Small digits above the line are powers and marks of notes, never figures to be read on with the rest. */
function shownText(run: Run, line: Run): string {
  const raised = run.size < line.size * 0.8 && run.y < line.y - line.size * 0.15;
  return raised ? raiseDigits(run.text) : run.text;
}

/** Makes a line of runs that stand beside each other. */
export function makeLine(runs: readonly Run[]): Line {
  const sorted = [...runs].sort((a, b) => a.x0 - b.x0);
  const main = sorted.reduce((a, b) => (b.size * b.text.length > a.size * a.text.length ? b : a));
  let text = '';
  sorted.forEach((run, i) => {
    const before = sorted[i - 1];
    text += (before ? gapText(before, run) : '') + shownText(run, main);
  });
  return {
    text,
    x0: Math.min(...sorted.map((run) => run.x0)),
    x1: Math.max(...sorted.map((run) => run.x1)),
    y: main.y,
    size: main.size,
    runs: sorted,
  };
}

/** Sorts runs into lines from top to bottom. */
export function makeLines(runs: readonly Run[]): Line[] {
  const groups: Run[][] = [];
  for (const run of [...runs].sort((a, b) => b.size - a.size || a.y - b.y)) {
    const group = groups.find(([first]) => first !== undefined && besides(first, run));
    if (group) group.push(run);
    else groups.push([run]);
  }
  return groups.map(makeLine).sort((a, b) => a.y - b.y);
}

/** Cuts a line where gaps are at least `ems` wide: columns of text, or cells of a table without borders. */
export function splitAtGaps(line: Line, ems: number): Line[] {
  const parts: Run[][] = [];
  for (const run of line.runs) {
    const last = parts.at(-1)?.at(-1);
    if (last && run.x0 - last.x1 < ems * Math.max(run.size, last.size)) parts.at(-1)?.push(run);
    else parts.push([run]);
  }
  return parts.map(makeLine);
}

/** Cuts a run at an x, by the usual widths of its characters. */
export function cutRun(run: Run, x: number): Run[] {
  const chars = [...run.text];
  const total = chars.reduce((sum, char) => sum + charWidth(char), 0);
  let at = run.x0;
  let length = 0;
  for (const char of chars) {
    const width = ((run.x1 - run.x0) * charWidth(char)) / total;
    if (at + width / 2 > x) break;
    at += width;
    length += char.length;
  }
  const parts = [
    { ...run, text: run.text.slice(0, length), x1: at },
    { ...run, text: run.text.slice(length), x0: at },
  ];
  return parts.filter((part) => part.text.trim() !== '');
}
