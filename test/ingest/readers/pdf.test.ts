import { describe, expect, it } from 'vitest';
import { pdfReader } from '../../../ingest/readers/pdf.ts';
import { describeReader } from '../../contracts/reader.ts';
import { type Mark, pdfOf, ruledTable, textLines } from '../../support/pdf.ts';

const read = (pages: readonly (readonly Mark[])[]) => pdfReader.read(pdfOf(pages), '公报.pdf', {});
const lines = async (pages: readonly (readonly Mark[])[]) =>
  (await read(pages)).text.split('\n').filter(Boolean);

/** Full lines are 28 characters of 16 points: from 72 to 520. */
const FULL = '为做好冬季供暖工作保障群众温暖过冬经县政府同意现将有关事项通知如下';
const full = (n: number) => FULL.repeat(2).slice(0, n);

const LETTER: Mark[] = [
  { text: '关于做好供暖工作的通知', x: 200, y: 120, size: 22 },
  ...textLines(
    [`　　${full(26)}`, `${full(28)}`, '请遵照执行。', '　　一、供暖时间为11月1日至3月31日。'],
    72,
    180,
  ),
];

describeReader(pdfReader, [
  {
    what: 'paragraphs that run over lines',
    fileName: '通知.pdf',
    bytes: () => pdfOf([LETTER]),
    lines: [
      '关于做好供暖工作的通知',
      `${full(26)}${full(28)}请遵照执行。`,
      '一、供暖时间为11月1日至3月31日。',
    ],
  },
]);

const foot = (n: number): Mark[] => [
  { text: '某县人民政府公报', x: 240, y: 40, size: 10 },
  { text: `— ${n} —`, x: 280, y: 810, size: 10 },
];

describe('pages', () => {
  it('lose running heads and page numbers, join a paragraph over the page end, and keep where pages start', async () => {
    const pages = [1, 2, 3, 4].map((n) => [
      ...textLines([`　　第${n}段${full(23)}`, ...(n === 1 ? [full(28)] : ['完。'])], 72, 100),
      ...(n === 2 ? textLines(['　　尾段。'], 72, 300) : []),
      ...foot(n),
    ]);
    const source = await read([
      pages[0] ?? [],
      [...textLines(['接上页。'], 72, 72), ...(pages[1] ?? [])],
      ...pages.slice(2),
    ]);
    expect(source.text.split('\n').filter(Boolean)).toEqual([
      `第1段${full(23)}${full(28)}接上页。`,
      ...[2, 3, 4].flatMap((n) => [`第${n}段${full(23)}完。`, ...(n === 2 ? ['尾段。'] : [])]),
    ]);
    expect(source.pages?.map(({ page, start }) => [page, source.text.slice(start, start + 3)])).toEqual([
      [1, '第1段'],
      [2, '第2段'],
      [3, '第3段'],
      [4, '第4段'],
    ]);
  });

  it('are read column by column, under a heading over both', async () => {
    const left = Array.from({ length: 8 }, (_, i) => `左${i + 1}${full(11)}`);
    const right = Array.from({ length: 8 }, (_, i) => `右${i + 1}${full(11)}`);
    const page = [
      { text: '两栏公告的通栏标题在此', x: 180, y: 80, size: 20 },
      ...textLines(left, 60, 140),
      ...textLines(right, 310, 140),
    ];
    expect(await lines([page])).toEqual(['两栏公告的通栏标题在此', left.join('') + right.join('')]);
  });

  it('give small raised digits as powers', async () => {
    expect(
      await lines([
        [
          { text: '面积10', x: 72, y: 100 },
          { text: '4', x: 120, y: 93, size: 8 },
          { text: '亩', x: 124, y: 100 },
        ],
      ]),
    ).toEqual(['面积10⁴亩']);
  });
});

describe('tables', () => {
  const XS = [72, 120, 320, 480];

  it('are rebuilt from their borders, wrapped cells put together and stacked names kept apart', async () => {
    const table = ruledTable(
      XS,
      [100, 120, 160, 180],
      [
        ['序号', '任务', '责任单位'],
        ['1', `${full(19)}\n供暖`, '住建局\n财政局'],
        ['2', '供水35户', '水务局'],
      ],
    );
    expect(await lines([table])).toEqual([
      '序号\t任务\t责任单位',
      `1\t${full(19)}供暖\t住建局 财政局`,
      '2\t供水35户\t水务局',
    ]);
  });

  it('keep a cell merged over rows in its first row', async () => {
    const table = ruledTable(XS, [100, 120], [['序号', '任务', '责任单位']]).concat([
      { line: [72, 140, 320, 140] },
      { line: [72, 160, 480, 160] },
      ...XS.map((x): Mark => ({ line: [x, 120, x, 160] })),
      ...textLines(['1', '2'], 76, 133, 10, 20),
      ...textLines(['供暖', '供水'], 124, 133, 10, 20),
      { text: '住建局', x: 324, y: 143, size: 10 },
    ]);
    expect(await lines([table])).toEqual(['序号\t任务\t责任单位', '1\t供暖\t住建局', '2\t供水\t']);
  });

  it('go on over the end of a page as one table', async () => {
    const head = ruledTable(
      XS,
      [700, 720, 740],
      [
        ['序号', '任务', '责任单位'],
        ['1', '供暖', '住建局'],
      ],
    );
    const rest = ruledTable(XS, [72, 92], [['2', '供水', '水务局']]);
    const source = await read([
      [...textLines(['附件：任务表'], 72, 600), ...head, ...foot(1)],
      [...rest, ...foot(2)],
    ]);
    expect(source.text).toContain('1\t供暖\t住建局\n2\t供水\t水务局\n');
    expect(source.pages?.at(-1)).toEqual({ page: 2, start: source.text.indexOf('2\t供水') });
  });
});

describe('files that cannot be read', () => {
  it('are named as what they are', async () => {
    const encrypted = pdfOf(
      [LETTER],
      `/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`,
    );
    await expect(pdfReader.read(encrypted, '密.pdf', {})).rejects.toMatchObject({ code: 'FILE_ENCRYPTED' });
    const broken = Buffer.from('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\nxref\n0 9\ngarbage');
    await expect(pdfReader.read(broken, '坏.pdf', {})).rejects.toMatchObject({ code: 'FILE_DAMAGED' });
  });

  it('but a broken cross-reference table alone is mended', async () => {
    const file = Buffer.from(pdfOf([LETTER]))
      .toString('latin1')
      .replace(/startxref\n\d+/, 'startxref\n7');
    expect((await pdfReader.read(Buffer.from(file, 'latin1'), '坏表.pdf', {})).text).toContain(
      '供暖时间为11月1日',
    );
  });
});
