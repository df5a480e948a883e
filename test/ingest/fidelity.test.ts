import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFidelity } from '../../ingest/fidelity.ts';
import { type Repaired, repairText } from '../../ingest/structure/repair.ts';
import { readText, sampleText } from '../support/read-file.ts';

const source = sampleText();
const file = readText(source);
const passages = file.documents.flatMap((document) => document.passages);

const losses = (mended: Repaired, kept = passages, layout = file.layout) =>
  checkFidelity(source, mended, kept, layout).losses;

/** The mended text with one range of it taken out of one line. */
function without(mended: Repaired, at: number, length: number): Repaired {
  const lines = mended.lines.map((line) => {
    if (at < line.start || at >= line.end) return line;
    const from = at - line.start;
    return { ...line, text: line.text.slice(0, from) + line.text.slice(from + length) };
  });
  return { text: mended.text.slice(0, at) + mended.text.slice(at + length), lines };
}

describe('the fidelity gate', () => {
  it('passes the sample: all its digits, all its rows', () => {
    expect(file.fidelity.losses).toEqual([]);
    expect(file.fidelity.digits).toBeGreaterThan(3000);
    expect(file.fidelity.rows).toBe(382);
  });

  it('catches any one digit that is dropped or changed', () => {
    const digits = [...file.mended.text.matchAll(/\d/g)].map((match) => match.index);
    fc.assert(
      fc.property(fc.constantFrom(...digits), (at) => {
        expect(losses(without(file.mended, at, 1)).map(({ kind }) => kind)).toContain('digits');
        const other = file.mended.text[at] === '7' ? '8' : '7';
        const changed = {
          ...file.mended,
          text: `${file.mended.text.slice(0, at)}${other}${file.mended.text.slice(at + 1)}`,
        };
        expect(losses(changed).map(({ kind }) => kind)).toContain('digits');
      }),
      { numRuns: 60 },
    );
  });

  it('catches any one row that is dropped', () => {
    const rows = file.mended.lines.filter((line) => line.kind === 'table');
    fc.assert(
      fc.property(fc.constantFrom(...rows), (row) => {
        const lines = file.mended.lines.filter((line) => line !== row);
        expect(losses({ ...file.mended, lines }).map(({ kind }) => kind)).toContain('rows');
      }),
      { numRuns: 60 },
    );
  });

  it('catches any one passage that is dropped, whether it holds figures or not', () => {
    fc.assert(
      fc.property(fc.nat(passages.length - 1), (i) => {
        const kept = passages.filter((_, at) => at !== i);
        expect(losses(file.mended, kept).map(({ kind }) => kind)).toContain('uncovered');
      }),
      { numRuns: 60 },
    );
  });

  it('catches a cell that a row lost', () => {
    const row = passages.find((passage) => passage.locator === '附件8 第20行');
    if (!row) throw new Error('no such row');
    const cells = row.cells.filter((cell) => cell.header !== '小区人数');
    const changed = passages.map((passage) => (passage === row ? { ...row, cells } : passage));
    expect(losses(file.mended, changed)).toHaveLength(1);
  });

  it('says in Chinese where the first figure differs', () => {
    const text = '一、目标\n完成造林3200亩。';
    const mended = repairText(text.replace('3200', '320'));
    const [loss] = checkFidelity(text, mended, [], mended.lines).losses;
    expect(loss?.message).toMatch(/^数字前后不一致：原文 4 个，读入 3 个，首处在「.*3200亩/);
  });
});
