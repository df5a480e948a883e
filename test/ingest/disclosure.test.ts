import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeNoteOf, markOf, markOfName, noteOf } from '../../ingest/disclosure.ts';
import { readOne, readText } from '../support/read-file.ts';

const TITLE = '某县人民政府办公室关于做好冬季值班工作的通知';
const BODY = [
  '各乡镇人民政府，县直各部门：',
  '为做好冬季值班工作，根据上级部署，结合本县实际，现就有关事项通知如下，请认真抓好贯彻落实。',
  '一、值班时间',
  '各单位每天安排两名干部值班，值班时间为上午8时至次日上午8时。',
  '某县人民政府办公室',
  '2024年11月20日',
];
const visibilityOf = (...lines: string[]) => readOne(lines.join('\n')).metadata.visibility;

const LEVELS = ['绝密', '机密', '秘密', '工作秘密', '内部'];
const MARKS = fc
  .record({
    level: fc.constantFrom(...LEVELS),
    suffix: fc.constantFrom('', '', '级', '文件'),
    star: fc.constantFrom('★', '☆', '*', '·', ' ★ ', ' '),
    term: fc.constantFrom('', '1年', '30年', '长期', '六个月', '10 年', '2030年12月31日'),
    spaced: fc.boolean(),
  })
  .map(({ level, suffix, star, term, spaced }) => {
    const words = spaced && level.length === 2 ? [...level].join(' ') : level;
    return `${words}${suffix}${term === '' ? '' : `${star}${term}`}`;
  });
const CARES = fc
  .tuple(
    fc.constantFrom('内部资料', '内部文件', '内部材料', '内部使用', '内部参考', ''),
    fc.constantFrom(' ', '，', '　', ''),
    fc.constantFrom('注意保存', '注意保密', '请勿外传', '不得外传', '严禁复印', '阅后收回', '妥善保管'),
  )
  .map((parts) => parts.join('').trim());
const NOTES = fc.constantFrom(
  '（此件不公开）',
  '（此件不予公开）',
  '(此件依申请公开)',
  '（此件依 申请公开）',
  '（此件不宜公开）',
  '（此件暂不公开）',
  '（此件免予公开）',
  '（此件不主动公开）',
  '（此件限制公开）',
  '（此件删减后公开）',
  '（此件不上网、不登报）',
  '（此件发至县处级）',
  '（此件发至乡镇级，不得翻印）',
  '（本文件仅限内部使用）',
  '（依申请公开）',
  '（不予公开）',
  '【不公开】',
  '此件不予公开。',
  '信息公开选项：依申请公开',
  '政府信息公开类别：不予公开',
  '公开属性：不予公开',
  '公开方式：依申请公开',
  '公开范围：内部公开',
  '公开选项：□主动公开 ☑依申请公开 □不予公开',
  '是否公开：否',
);
const OPEN_NOTES = fc.constantFrom(
  '（此件公开发布）',
  '（此件主动公开）',
  '（此件可登报）',
  '（主动公开）',
  '此件公开发布',
  '公开属性：主动公开',
  '公开方式：主动公开',
  '公开范围：面向社会',
  '公开选项：☑主动公开 □依申请公开 □不予公开',
  '是否公开：是',
  '密级：无',
);
/** Lines that speak of secrets, of the inside of an office or of publication, and keep nobody out. */
const HARMLESS = fc.constantFrom(
  '（公开招标）',
  '（内部审计）',
  '一、加强内部管理。各单位要健全内部控制制度。',
  '涉及国家秘密、商业秘密和个人隐私的信息不予公开。',
  '（三）对依申请公开的办理时限为二十个工作日。',
  '各单位工作人员要保守国家秘密，机密文件按规定存放。',
  '（二）不予公开的情形',
  '任何单位不得泄露在检查中知悉的商业秘密。',
  '机密级文件的管理按照有关规定执行。',
  '（责任单位：县保密局、县委办公室机要科）',
  '内部资料 免费交流',
);

describe('who may read a document', () => {
  it('is staff alone wherever a mark stands at its head', () => {
    const places = fc.constantFrom(
      (mark: string) => [mark, TITLE, '某政办发〔2024〕7号', ...BODY],
      (mark: string) => ['000012', mark, '特急', TITLE, '某政办发〔2024〕7号', ...BODY],
      (mark: string) => [TITLE, mark, '某政办发〔2024〕7号', ...BODY],
      (mark: string) => [TITLE, '某政办发〔2024〕7号', mark, ...BODY],
      (mark: string) => [mark, '某县人民政府办公室文件', '某政办发〔2024〕7号', TITLE, ...BODY],
      (mark: string) => [TITLE, '某政办发〔2024〕7号', ...BODY, mark],
    );
    fc.assert(
      fc.property(places, fc.oneof(MARKS, CARES), (place, mark) => {
        const { metadata } = readOne(place(mark).join('\n'));
        expect(metadata).toMatchObject({
          visibility: 'internal',
          documentNumber: '某政办发〔2024〕7号',
          title: TITLE,
        });
        expect(metadata.disclosure).not.toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  it('is staff alone where a note or a form says so, whatever else is said', () => {
    fc.assert(
      fc.property(NOTES, fc.option(OPEN_NOTES, { nil: null }), fc.boolean(), (note, open, first) => {
        const notes = [note, ...(open ? [open] : [])];
        const foot = first ? notes : notes.reverse();
        expect(visibilityOf(TITLE, '某政办发〔2024〕7号', ...BODY, ...foot)).toBe('internal');
      }),
      { numRuns: 300 },
    );
  });

  it('is everybody where the paper says so, and where it only speaks of secrets', () => {
    fc.assert(
      fc.property(
        fc.array(HARMLESS, { maxLength: 3 }),
        fc.option(OPEN_NOTES, { nil: null }),
        (lines, open) => {
          const body = [...BODY.slice(0, 3), ...lines, ...BODY.slice(3)];
          expect(visibilityOf(TITLE, '某政办发〔2024〕7号', ...body, ...(open ? [open] : []))).toBe('public');
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['机密★1年　　　　某政发〔2023〕5号'],
    ['000001 绝密★长期 特急'],
    ['秘密 某政发〔2023〕5号'],
    ['密级：机密 保密期限：1年'],
    ['关于报送有关情况的通知（内部）'],
    ['【机密】关于报送有关情况的通知'],
    ['内部资料，注意保存！'],
    ['内部明电'],
    ['仅供内部参考'],
    ['（内部文件  不得外传）'],
    ['依申请公开'],
    ['知悉范围：县委常委'],
  ])('is staff alone for %s at the head', (line) => expect(edgeNoteOf(line)?.visibility).toBe('internal'));

  it.each([
    ['2024年11月20日（此件不公开）', 'internal'],
    ['（此件公开发布）某县冬季值班工作方案', 'public'],
    ['（此件不予公开）某县冬季值班工作方案', 'internal'],
  ])('is read from the note in %s', (line, visibility) => expect(noteOf(line)?.visibility).toBe(visibility));

  it('keeps the note as it is printed', () => {
    expect(markOf('机 密 ★ 1 年')?.note).toBe('机密★1年');
    expect(noteOf('（此件公开发布）')?.note).toBe('此件公开发布');
  });

  it('is told by a mark in the name of a file or folder', () => {
    expect(markOfName('【机密】值班方案.docx')?.visibility).toBe('internal');
    expect(markOfName('2024/内部资料/值班方案.pdf')?.visibility).toBe('internal');
    expect(markOfName('关于加强内部审计工作的通知.txt')).toBeNull();
    expect(markOfName('关于机密文件管理的规定.txt')).toBeNull();
  });
});

describe('an issue of several documents', () => {
  const paper = (title: string, number: string, ...head: string[]) => [...head, title, number, ...BODY];
  const issue = (...marks: string[]) =>
    [
      ...paper('某县人民政府关于开展普查工作的通知', '某政发〔2024〕1号'),
      ...paper('某县人民政府关于开展演练工作的通知', '某政发〔2024〕2号', ...marks),
      ...paper('某县人民政府关于开展体检工作的通知', '某政发〔2024〕3号'),
    ].join('\n');
  const read = (text: string) =>
    readText(text).documents.map(({ metadata }) => [metadata.title.slice(10, 12), metadata.visibility]);

  it('keeps back the document below the mark, and no other', () => {
    expect(read(issue())).toEqual([
      ['普查', 'public'],
      ['演练', 'public'],
      ['体检', 'public'],
    ]);
    expect(read(issue('000003', '秘密★3年', '特急'))).toEqual([
      ['普查', 'public'],
      ['演练', 'internal'],
      ['体检', 'public'],
    ]);
  });

  it('loses no word of a mark', () => {
    fc.assert(
      fc.property(MARKS, (mark) => {
        const { fidelity, documents } = readText(issue(mark));
        expect(fidelity.losses).toEqual([]);
        expect(documents[1]?.metadata.visibility).toBe('internal');
      }),
      { numRuns: 60 },
    );
  });
});
