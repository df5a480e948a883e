/** Reads what a page states of its document: the head table (索引号, 发文机关, 文号 …) and the meta elements. */
import { makeDay } from '../../../data/day.ts';
import type { FileMetadata } from '../reader.ts';

type Key = keyof FileMetadata;

/** Labels as government pages print them (《政府网站发展指引》, 政府信息公开目录), most telling first. */
const LABELS: readonly (readonly [Key, RegExp])[] = [
  ['documentNumber', /^(?:发文字号|文件编号|文件字号|发文文号|公文文号|文号|发文号|文件号|规范性文件编号)$/],
  [
    'issuer',
    /^(?:发文机关|发文单位|发文机构|制发机关|制定机关|制发单位|制定单位|印发机关|印发单位|发文部门|责任部门)$/,
  ],
  [
    'publisher',
    /^(?:发布机构|发布机关|发布单位|公开主体|公开机构|公开单位|信息来源|来源|公开责任部门|所属机构|发布部门)$/,
  ],
  ['issuedOn', /^(?:成文日期|成文时间|发文日期|发文时间|制发日期|生成日期|签发日期|印发日期|产生日期)$/],
  ['publishedOn', /^(?:发布日期|发布时间|公开日期|公开时间|公布日期|发表时间|发布日|公开发布日期)$/],
  ['effectiveOn', /^(?:实施日期|施行日期|生效日期|生效时间|实施时间|执行日期)$/],
  ['expiresOn', /^(?:失效日期|废止日期|有效期至|截止日期|失效时间|废止时间)$/],
  ['status', /^(?:有效性|效力状态|文件状态|时效性|时效|文件效力|是否有效|效力|有效状态)$/],
  ['indexNumber', /^(?:索引号|索取号|信息索引号|信息索取号|统一编号)$/],
  ['theme', /^(?:主题分类|信息分类|分类|主题|主题词分类|体裁分类|组配分类)$/],
  ['title', /^(?:标题|名称|信息名称|文件名称|信息标题|文件标题)$/],
];

/** Other labels of such tables: known so that they end a value and leave the text. */
const OTHER_LABEL =
  /^(?:主题词|关键词|公开方式|公开范围|公开形式|公开类别|公开属性|公开类型|公开选项|是否公开|密级|公开程序|公开时限|服务对象|内容概述|内容概览|体裁|语种|载体类型|登记号|备注|附件下载|发布时效|所属主题|服务对象分类|文种|信息格式|生命周期分类)$/;

/** Of the other labels those that say who may read the document. */
const DISCLOSURE = /^(?:公开方式|公开范围|公开形式|公开类别|公开属性|公开类型|公开选项|是否公开|密级)$/;

const DATES: readonly Key[] = ['issuedOn', 'publishedOn', 'effectiveOn', 'expiresOn'];

const bare = (label: string) => label.replace(/[\s\u3000【】[\]]/g, '');

/** The key of a label, `other` for one that is known but not kept, null for no label. */
function keyOf(label: string): Key | 'other' | null {
  const name = bare(label);
  if (OTHER_LABEL.test(name)) return 'other';
  return LABELS.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

/** `2019年01月09日`, `2019-1-9 10:00`, `2019/1/9`, `20190109` as 2019-01-09; null for anything else. */
export function isoDay(text: string): string | null {
  const match =
    /(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})/.exec(text) ??
    /^\s*(\d{4})(\d{2})(\d{2})\s*$/.exec(text);
  return match ? makeDay(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** A label with its value and the lines both stand on. */
export interface LabelledValue {
  readonly key: Key | 'other';
  readonly label: string;
  readonly value: string;
  readonly lines: readonly number[];
}

/** Finds `label：value` on one line, or a label and its value on the next one (the cells of a head table). */
export function readLabels(lines: readonly string[]): LabelledValue[] {
  const found: LabelledValue[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const match = /^([^:：]{2,12})[:：]\s*(.*)$/.exec(line);
    const key = keyOf(match?.[1] ?? line);
    if (!key || (!match && bare(line).length < 3 && !/^文号$/.test(bare(line)))) continue;
    const own = match?.[2] ?? '';
    const label = bare(match?.[1] ?? line);
    const next = lines[i + 1] ?? '';
    const nextIsLabel = keyOf(next.replace(/[:：].*$/, '')) !== null;
    if (own !== '') found.push({ key, label, value: own, lines: [i] });
    else if (!match && !/^.{1,160}$/.test(next)) continue;
    else if (next !== '' && !nextIsLabel && next.length <= 160)
      found.push({ key, label, value: next, lines: [i, i++ + 1] });
    else found.push({ key, label, value: '', lines: [i] });
  }
  return found;
}

/** What a head table says of who may read the document, as one line each: 公开属性：依申请公开. */
export const disclosureLabels = (labels: readonly LabelledValue[]): string[] =>
  labels.filter(({ label }) => DISCLOSURE.test(label)).map(({ label, value }) => `${label}：${value}`);

/** Meta elements of 《政府网站发展指引》 and of common systems. */
const META: readonly (readonly [Key, readonly string[]])[] = [
  ['title', ['articletitle', 'og:title', 'dc.title']],
  ['publishedOn', ['pubdate', 'publishdate', 'article:published_time', 'publishtime', 'firstpublishedtime']],
  ['publisher', ['contentsource', 'source', 'dc.source']],
  ['url', ['url', 'og:url']],
];

/** What a value must look like where the next line of the page could be taken for one. */
const SHAPES: ReadonlyMap<Key, RegExp> = new Map<Key, RegExp>([
  ['status', /^.{0,6}(?:有效|失效|废止|修[改订]|现行|到期|宣布).{0,6}$/],
  ['documentNumber', /^(?=.*[\d〇一二三四五六七八九十]).{2,40}号?$/],
  ['issuer', /^[^。；]{2,120}$/],
  ['publisher', /^[^。；]{2,120}$/],
  ['indexNumber', /\d/],
]);

function put(metadata: Partial<Record<Key, string>>, key: Key, value: string): void {
  const plain = value.replace(/\s+/g, ' ').trim();
  const fits = SHAPES.get(key)?.test(plain) ?? true;
  const text = DATES.includes(key) ? isoDay(value) : fits && plain;
  if (text && metadata[key] === undefined) metadata[key] = text;
}

/** Puts labels and meta elements together; what the page prints wins over what its head says. */
export function readFileMetadata(
  labels: readonly LabelledValue[],
  meta: ReadonlyMap<string, string>,
): FileMetadata {
  const metadata: Partial<Record<Key, string>> = {};
  for (const { key, value } of labels) if (key !== 'other') put(metadata, key, value);
  for (const [key, names] of META) for (const name of names) put(metadata, key, meta.get(name) ?? '');
  return metadata;
}
