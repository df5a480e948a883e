/** A made-up county's documents, shaped as ingest leaves them. No real office, person or number. */
import { parseDay } from '../../data/day.ts';
import type { Cell, DocumentMetadata, OutlineEntry, PassageKind, PassageRecord } from '../../data/types.ts';
import type { OpenDocument } from '../../retrieval/assistant.ts';

/** A document as it is kept: without what depends on the day. */
export type KeptDocument = Omit<OpenDocument, 'validity'>;

interface Line {
  readonly kind: PassageKind;
  readonly locator: string;
  /** What is printed; the cells of a row are separated by tabs. */
  readonly text: string;
  readonly path?: readonly string[];
  readonly columns?: readonly string[];
  readonly caption?: string;
  /** Outline level and heading, where the line is one. */
  readonly outline?: readonly [level: number, label: string, heading: string];
}

let nextPassageId = 1;

function cellsOf(line: Line, start: number): Cell[] {
  let at = start;
  return line.text.split('\t').map((text, i) => {
    const span = { start: at, end: at + text.length };
    at += text.length + 1;
    return { header: line.columns?.[i] ?? '', text, span, inherited: false };
  });
}

const rowText = (line: Line, cells: readonly Cell[]) =>
  `${line.caption ?? ''}｜${cells.map(({ header, text }) => (header ? `${header}: ${text}` : text)).join(' | ')}`;

/** Lays lines out one below the other and gives each its span. */
export function makeDocument(
  id: string,
  metadata: Partial<DocumentMetadata> & { title: string; source?: string },
  lines: readonly Line[],
): KeptDocument {
  const passages: PassageRecord[] = [];
  const outline: OutlineEntry[] = [];
  let text = '';
  lines.forEach((line, ordinal) => {
    const span = { start: text.length, end: text.length + line.text.length };
    const cells = line.kind === 'row' ? cellsOf(line, span.start) : [];
    const [level, label, heading] = line.outline ?? [];
    if (level !== undefined) outline.push({ level, label: label ?? '', heading: heading ?? '', span });
    passages.push({
      id: nextPassageId++,
      documentId: id,
      ordinal,
      kind: line.kind,
      locator: line.locator,
      path: line.path ?? [],
      text: line.kind === 'row' ? rowText(line, cells) : line.text,
      span,
      cells,
    });
    text += `${line.text}\n`;
  });
  const document = {
    ...{ kind: 'document' as const, documentNumber: null, contentsTitle: null, issuers: [], addressees: [] },
    ...{ issuedOn: null, disclosure: null, visibility: 'public' as const, validFrom: null, validUntil: null },
    ...{ attachments: [], publication: '青源县人民政府公报 2024年第2期', source: '青源县公报-2024-02.txt' },
    ...metadata,
    ...{ id, text, outline },
  };
  return { document, passages };
}

const housing = makeDocument(
  'qingzhengbanfa-2024-15',
  {
    documentNumber: '青政办发〔2024〕15号',
    title: '青源县人民政府办公室关于印发《青源县行政事业单位工作人员住房补贴发放办法》的通知',
    issuers: ['青源县人民政府办公室'],
    addressees: ['各乡镇人民政府', '县政府各部门、各直属机构'],
    issuedOn: parseDay('2024-03-12'),
    disclosure: '此件公开发布',
    validFrom: parseDay('2024-04-01'),
    validUntil: parseDay('2029-03-31'),
  },
  [
    {
      kind: 'title',
      locator: '标题',
      text: '青源县人民政府办公室关于印发《青源县行政事业单位工作人员住房补贴发放办法》的通知\n青政办发〔2024〕15号\n各乡镇人民政府，县政府各部门、各直属机构：',
    },
    {
      kind: 'clause',
      locator: '通知',
      text: '《青源县行政事业单位工作人员住房补贴发放办法》已经县人民政府同意，现印发给你们，请认真贯彻执行。',
    },
    { kind: 'title', locator: '落款', text: '青源县人民政府办公室\n2024年3月12日\n（此件公开发布）' },
    {
      kind: 'clause',
      locator: '正文',
      text: '青源县行政事业单位工作人员住房补贴发放办法',
      outline: [0, '正文', '青源县行政事业单位工作人员住房补贴发放办法'],
    },
    { kind: 'heading', locator: '一、', text: '一、发放范围', outline: [1, '一、', '发放范围'] },
    {
      kind: 'clause',
      locator: '一、第1段',
      path: ['一、发放范围'],
      text: '本县财政供养的行政事业单位在编在岗工作人员，经核定无房或住房面积未达标的，可以申请住房补贴。已享受房改政策的除外。',
    },
    { kind: 'heading', locator: '二、', text: '二、发放标准', outline: [1, '二、', '发放标准'] },
    {
      kind: 'clause',
      locator: '二、（一）',
      path: ['二、发放标准'],
      text: '（一）计算方法。按照上年度12月份月标准工资乘以住房补贴系数（12.50%）进行核算发放。',
      outline: [2, '（一）', '计算方法'],
    },
    {
      kind: 'clause',
      locator: '二、（二）',
      path: ['二、发放标准'],
      text: '（二）发放时间。住房补贴按年核定，于次年6月30日前发放到个人住房公积金账户。逾期申报的，顺延至下一年度。',
      outline: [2, '（二）', '发放时间'],
    },
    { kind: 'heading', locator: '三、', text: '三、责任分工', outline: [1, '三、', '责任分工'] },
    {
      kind: 'clause',
      locator: '三、第1段',
      path: ['三、责任分工'],
      text: '县住房和城乡建设局牵头，县财政局、县人力资源和社会保障局配合，负责资格审核、资金安排和监督检查。',
    },
  ],
);

const gasColumns = ['序号', '包抓单位', '小区', '户数', '责任人职务', '完成时限'];
const gasRows = [
  '1\t县人力资源和社会保障局\t盛和家园A区\t312\t局长\t2024年5月31日',
  '2\t县市场监督管理局\t盛和家园B区\t286\t局长\t2024年5月31日',
  '3\t县教育体育局\t清水花园\t1,204\t局长\t2024年6月15日',
  '4\t县卫生健康局\t柳林小区\t458\t局长\t2024年6月15日',
];

const plainGas = makeDocument(
  'qingzhengbanfa-2024-12',
  {
    documentNumber: '青政办发〔2024〕12号',
    title: '青源县人民政府办公室关于印发《青源县城镇燃气安全排查整治包抓责任制工作方案》的通知',
    contentsTitle: '关于印发《青源县燃气安全包抓责任制方案》的通知',
    issuers: ['青源县人民政府办公室'],
    addressees: ['各乡镇人民政府', '县政府有关部门'],
    issuedOn: parseDay('2024-03-01'),
    disclosure: '此件公开发布',
    attachments: [{ number: '1', name: '燃气安全包抓责任分工表' }],
  },
  [
    {
      kind: 'title',
      locator: '标题',
      text: '青源县人民政府办公室关于印发《青源县城镇燃气安全排查整治包抓责任制工作方案》的通知\n青政办发〔2024〕12号\n各乡镇人民政府，县政府有关部门：',
    },
    { kind: 'heading', locator: '一、', text: '一、工作目标', outline: [1, '一、', '工作目标'] },
    {
      kind: 'clause',
      locator: '一、第1段',
      path: ['一、工作目标'],
      text: '坚持人民至上、生命至上，到2024年6月底前，全县管道燃气居民用户入户安检率达到100%，发现的重大隐患全部整改到位。各包抓单位主要负责同志每月到包抓小区检查不少于1次。',
    },
    { kind: 'heading', locator: '二、', text: '二、责任分工', outline: [1, '二、', '责任分工'] },
    {
      kind: 'clause',
      locator: '二、1.',
      path: ['二、责任分工'],
      text: '1. 属地责任。各乡镇人民政府负责本辖区液化石油气用户的排查、登记和宣传。\n（责任单位：各乡镇人民政府；完成时限：2024年4月30日）',
      outline: [2, '1.', '属地责任'],
    },
    {
      kind: 'clause',
      locator: '附件1',
      text: '燃气安全包抓责任分工表',
      outline: [0, '附件1', '燃气安全包抓责任分工表'],
    },
    {
      kind: 'heading',
      locator: '附件1 表',
      text: '城区居民小区',
    },
    ...gasRows.map((text, i) => ({
      kind: 'row' as const,
      locator: `附件1 第${i + 1}行`,
      text,
      path: ['燃气安全包抓责任分工表'],
      columns: gasColumns,
      caption: '燃气安全包抓责任分工表｜城区居民小区',
    })),
  ],
);

/** With all that a document page can show beside the text. */
const gas: KeptDocument = {
  ...plainGas,
  sources: ['青源县公报-2024-02.txt', '燃气方案.docx'],
  editions: [{ number: 1, source: '燃气方案.docx', replacedAt: '2024-03-05T02:00:00.000Z' }],
  successor: {
    id: 'qingzhengbanfa-2025-9',
    documentNumber: '青政办发〔2025〕9号',
    title: '青源县人民政府办公室关于印发《青源县城镇燃气安全排查整治包抓责任制工作方案（2025年）》的通知',
    issuedOn: parseDay('2025-03-01'),
    yearFrom: 2025,
    yearTo: 2025,
  },
  relations: [
    {
      kind: 'repeals',
      direction: 'to',
      otherId: null,
      otherNumber: '青政办发〔2020〕30号',
      otherTitle: '青源县燃气安全管理办法',
      day: parseDay('2024-03-01'),
      quote: '《青源县燃气安全管理办法》（青政办发〔2020〕30号）同时废止。',
      quoteIn: 'qingzhengbanfa-2024-12',
      span: { start: 0, end: 20 },
    },
  ],
  conflicts: [
    {
      kind: 'parts',
      subject: '盛和家园A区户数',
      left: {
        documentId: 'qingzhengbanfa-2024-12',
        shown: '312户',
        part: '附件1',
        span: { start: 0, end: 4 },
      },
      right: {
        documentId: 'qingzhengbanfa-2024-12',
        shown: '321户',
        part: '正文',
        span: { start: 5, end: 9 },
      },
      leftTitle: '青源县燃气方案',
      rightTitle: '青源县燃气方案',
    },
  ],
};

const lapsed = makeDocument(
  'qingzhengbanguifa-2022-3',
  {
    documentNumber: '青政办规发〔2022〕3号',
    title: '青源县人民政府办公室关于印发《青源县稳岗就业补助办法》的通知',
    issuers: ['青源县人民政府办公室', '青源县人力资源和社会保障局'],
    issuedOn: parseDay('2022-07-21'),
    validFrom: parseDay('2022-08-01'),
    validUntil: parseDay('2023-12-31'),
    publication: '青源县人民政府公报 2022年第4期',
    source: '青源县公报-2022-04.txt',
  },
  [
    {
      kind: 'clause',
      locator: '第三条',
      text: '第三条 吸纳登记失业人员就业并签订一年以上劳动合同的企业，按每人1000元给予一次性补助。',
      outline: [1, '第三条', '吸纳登记失业人员就业并签订一年以上劳动合同的企业，按每人1000元给予一次性补助'],
    },
    {
      kind: 'clause',
      locator: '第九条',
      text: '第九条 本办法自2022年8月1日起施行，有效期至2023年12月31日。',
    },
  ],
);

/** Text that a page must show and never run. */
export const HOSTILE =
  '<script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">';

const hostile = makeDocument(
  'a/../b?c#d"e\'f',
  {
    title: `${HOSTILE} & "双引号" '单引号' 的通知`,
    issuers: ['<b>县府办</b>'],
    issuedOn: null,
    attachments: [{ number: '1"', name: '</td></table><script>1</script>' }],
  },
  [
    { kind: 'clause', locator: '正文"><script>', text: `${HOSTILE}${'超长不可断之词'.repeat(5)}` },
    { kind: 'clause', locator: '第2段', text: `https://example.invalid/${'a'.repeat(300)}` },
    {
      kind: 'row',
      locator: '表 第1行',
      text: '"><script>1</script>\t{{7*7}}',
      columns: ['<i>列</i>', '值'],
      caption: '表',
    },
    { kind: 'row', locator: '表 第2行', text: '甲\t乙', columns: [], caption: '表' },
  ],
);

/** All made-up documents, by what the tests use them for. */
export const LIBRARY = { housing, gas, lapsed, hostile };
