/** Words a statement down for the reader: the telling part of a long sentence, the telling cells of a row. */
import type { Cell } from '../data/types.ts';
import { fitsAsks } from './asks.ts';
import { coverage } from './match.ts';
import type { Query } from './query.ts';
import { fold } from './tokenize.ts';
import type { Unit } from './units.ts';

const LONGEST = 130;
const MOST_CELLS = 5;
const ORDINAL = /^(?:序号|编号|项次)$/;
/** Boxes to tick in an empty form: 符合 □ 不符合 □. */
const TO_TICK = /^(?:[\p{Script=Han}（）()、]*\s*[□☐]\s*)+$/u;

function worth(query: Query, text: string): number {
  const folded = fold(text);
  return (
    coverage(query.concepts, folded) +
    0.5 * coverage(query.focus, folded) +
    0.3 * fitsAsks(query.asks, folded)
  );
}

/** Neighbouring parts of a long sentence that hold most of the question, cut at commas. */
function tellingPart(query: Query, sentence: string): string {
  const parts = sentence.split(/(?<=[，；：,;])/);
  let best = { score: -1, from: 0, to: 1 };
  for (let from = 0; from < parts.length; from++) {
    let length = 0;
    for (let to = from + 1; to <= parts.length; to++) {
      length += parts[to - 1]?.length ?? 0;
      if (length > LONGEST && to > from + 1) break;
      const score = worth(query, parts.slice(from, to).join('')) - 0.002 * length;
      if (score > best.score) best = { score, from, to };
    }
  }
  const text = parts
    .slice(best.from, best.to)
    .join('')
    .replace(/[，；：,;]$/, '');
  const cut = text.length > 2 * LONGEST ? `${text.slice(0, 2 * LONGEST)}……` : text;
  return `${best.from > 0 ? '……' : ''}${cut}${best.to < parts.length ? '……' : ''}`;
}

/** The cells of a row that tell what was asked, in the order of the columns. */
export function tellingCells(query: Query, cells: readonly Cell[]): readonly Cell[] {
  const named = cells.filter(({ header, text }) => !ORDINAL.test(header) && !TO_TICK.test(text.trim()));
  if (named.length <= MOST_CELLS) return named;
  const scored = named.map((cell, i) => ({
    cell,
    score: worth(query, `${cell.header} ${cell.text}`) - 0.01 * i,
  }));
  const kept = new Set(
    scored
      .sort((a, b) => b.score - a.score)
      .slice(0, MOST_CELLS)
      .map(({ cell }) => cell),
  );
  return named.filter((cell) => kept.has(cell));
}

/** The words of a statement; figures in it all stand in its quote. */
export function wordStatement(query: Query, unit: Unit): string {
  const { candidate } = unit;
  if (candidate.kind !== 'row') {
    const sentence = unit.text.replace(/\s+/g, ' ').trim();
    return sentence.length > LONGEST ? tellingPart(query, sentence) : sentence;
  }
  const cells = tellingCells(query, candidate.cells);
  return cells.map(({ header, text }) => (header ? `${header}：${text}` : text)).join('；');
}
