import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupPassages } from '../../../bot/channels/web/blocks.ts';
import type { PassageKind, PassageRecord } from '../../../data/types.ts';
import { LIBRARY } from '../../support/fake-library.ts';

interface Sketch {
  readonly kind: PassageKind;
  readonly locator: string;
  readonly text: string;
  readonly headers?: readonly string[];
}

/** Passages laid out one a line; those whose text does not end in \n go on in the same line. */
function passagesOf(sketches: readonly Sketch[]): { passages: PassageRecord[]; text: string } {
  let text = '';
  const passages = sketches.map(({ kind, locator, text: printed, headers = [] }, ordinal) => {
    const span = { start: text.length, end: text.length + printed.trimEnd().length };
    text += printed;
    const cells = headers.map((header) => ({ header, text: `${header}值`, span, inherited: false }));
    const place = { id: ordinal + 1, documentId: 'd', ordinal, path: [], span };
    return { ...place, kind, locator, text: printed.trimEnd(), cells };
  });
  return { passages, text };
}

const group = (sketches: readonly Sketch[]) => {
  const { passages, text } = passagesOf(sketches);
  return groupPassages(passages, text);
};
const row = (locator: string, ...headers: string[]): Sketch => ({
  kind: 'row',
  locator,
  text: '值\n',
  headers,
});

describe('laying out passages', () => {
  it('brings the pieces of a cut paragraph together, and only those', () => {
    const clause = (locator: string, text: string): Sketch => ({ kind: 'clause', locator, text });
    const blocks = group([
      clause('一、', '前半。'),
      clause('一、', '后半。\n'),
      clause('一、', '另一段。\n'),
      clause('二、', '别处。'),
    ]);
    expect(blocks.map((block) => (block.kind === 'text' ? block.pieces.length : 0))).toEqual([2, 1, 1]);
  });

  it('makes one table of rows that share headings, also where a row lacks some', () => {
    const [table] = group([
      row('第1行', '序号', '单位', '备注'),
      row('第2行', '单位'),
      row('第3行', '序号', '单位', '时限'),
    ]);
    expect(table).toMatchObject({ kind: 'table', columns: ['序号', '单位', '时限', '备注'] });
  });

  it('begins another table where the headings change', () => {
    const blocks = group([
      row('第1行', '序号', '单位'),
      row('第2行', '姓名', '职务'),
      row('第3行'),
      row('第4行'),
    ]);
    expect(blocks.map((block) => (block.kind === 'table' ? block.rows.length : 0))).toEqual([1, 1, 2]);
  });

  it('keeps section lines inside their table, but not a heading without rows', () => {
    const section: Sketch = { kind: 'heading', locator: '附件1 表', text: '城区\n' };
    const [table, heading] = group([section, row('第1行', '单位'), section, row('第2行', '单位'), section]);
    expect(table?.kind === 'table' && table.rows.map(({ kind }) => kind)).toEqual([
      'section',
      'row',
      'section',
      'row',
    ]);
    expect(heading?.kind).toBe('text');
  });

  it('asks for more room where cells are long', () => {
    const [table] = groupPassages(LIBRARY.gas.passages, LIBRARY.gas.document.text).slice(-1);
    expect(table?.kind === 'table' && table.sizes).toEqual([
      'short',
      'medium',
      'short',
      'short',
      'short',
      'medium',
    ]);
  });

  it('loses no passage and keeps their order', () => {
    const sketch = fc.record({
      kind: fc.constantFrom<PassageKind>('title', 'heading', 'clause', 'row', 'front'),
      locator: fc.constantFrom('一、', '二、', '附件1 表', '表'),
      text: fc.constantFrom('甲', '乙\n', '丙。'),
      headers: fc.subarray(['', '序号', '单位', '备注']),
    });
    fc.assert(
      fc.property(fc.array(sketch, { maxLength: 12 }), (sketches) => {
        const { passages, text } = passagesOf(sketches);
        const shown = groupPassages(passages, text).flatMap((block) =>
          block.kind === 'text' ? block.pieces : block.rows.map(({ passage }) => passage),
        );
        expect(shown.map(({ id }) => id)).toEqual(passages.map(({ id }) => id));
      }),
    );
  });

  it('loses no cell', () => {
    const headers = fc.array(fc.constantFrom('', '序号', '单位', '备注'), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(headers, { minLength: 1, maxLength: 6 }), (rows) => {
        const blocks = group(rows.map((names, i) => row(`第${i}行`, ...names)));
        const cells = blocks.flatMap((block) =>
          block.kind === 'table'
            ? block.rows.flatMap((each) => (each.kind === 'row' ? each.cells.flat() : []))
            : [],
        );
        expect(cells).toHaveLength(rows.flat().length);
      }),
    );
  });
});
