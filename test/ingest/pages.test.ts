import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLibrary } from '../../bot/library.ts';
import { ingestFile } from '../../ingest/ingest.ts';
import { readFileBytes } from '../../ingest/readers/readers.ts';
import { followPages } from '../../ingest/structure/pages.ts';
import { publicScope } from '../../retrieval/access.ts';
import { pdfOf, textLines } from '../support/pdf.ts';

const NOW = new Date('2023-11-01T09:00:00+08:00');
const head = { text: '某县人民政府公报', x: 240, y: 40, size: 10 };
const PAGES = [
  [
    head,
    { text: '某县人民政府办公室关于做好冬季供暖工作的通知', x: 120, y: 110, size: 18 },
    ...textLines(
      ['某政办发〔2023〕12号', '各乡镇人民政府，县直各部门：', '　　一、供暖时间为11月1日至3月31日。'],
      72,
      160,
    ),
  ],
  [head, ...textLines(['　　二、居民室内温度不低于18℃，收费标准为每平方米19元。'], 72, 120)],
  [
    head,
    ...textLines(
      ['　　三、供热企业应当公布服务电话96789。', '　　某县人民政府办公室', '　　2023年10月9日'],
      72,
      120,
    ),
  ],
];

describe('the page a passage stands on', () => {
  it('is kept from a PDF into the citation', async () => {
    const library = openLibrary(':memory:');
    const parts = { ...library.ingestParts(() => NOW), read: readFileBytes };
    await ingestFile(pdfOf(PAGES), '通知.pdf', parts);
    const ask = (question: string) => library.assistant.ask(question, publicScope(), NOW);
    expect((await ask('供暖收费标准是每平方米多少元？')).citations).toMatchObject([{ page: 2 }]);
    const [document] = await library.assistant.documents(publicScope(), NOW);
    const open = await library.assistant.document(document?.id ?? '', publicScope(), NOW);
    const pageOf = (words: string) => open?.passages.find(({ text }) => text.includes(words))?.page;
    expect([pageOf('供暖时间'), pageOf('19元'), pageOf('96789')]).toEqual([1, 2, 3]);
    await library.close();
  });

  it('is left out where a format has no pages', async () => {
    const library = openLibrary(':memory:');
    const text = '某县人民政府办公室关于供暖的通知\n\n一、收费标准为每平方米19元。\n';
    await ingestFile(
      Buffer.from(text),
      'a.txt',
      library.ingestParts(() => NOW),
    );
    const { citations } = await library.assistant.ask('供暖收费标准是多少？', publicScope(), NOW);
    expect(citations.length).toBeGreaterThan(0);
    expect(citations.every((citation) => !('page' in citation))).toBe(true);
    await library.close();
  });

  it('is followed through whatever mending leaves out', () => {
    const line = fc.stringMatching(/^[一二三四五甲乙丙丁。，0-9]{1,20}$/);
    const page = fc.array(fc.record({ text: line, bullet: fc.boolean() }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(page, { minLength: 1, maxLength: 6 }), (pages) => {
        let source = '';
        let mended = '';
        const starts: { page: number; start: number }[] = [];
        const truth: number[] = [];
        pages.forEach((lines, i) => {
          starts.push({ page: i + 1, start: source.length });
          for (const { text, bullet } of lines) {
            source += `${bullet ? '● ' : '  '}${text}\n`;
            mended += text;
            truth.push(...[...text].map(() => i + 1));
          }
        });
        const pageAt = followPages(source, starts, mended);
        expect([...mended].map((_, at) => pageAt(at))).toEqual(truth);
      }),
    );
  });
});
