/** Reads the table of particulars that government sites print above a document: 发文字号：…, 成文日期：…. */
import { type Day, makeDay, readDay } from '../../data/day.ts';
import { isHandlingMark } from '../disclosure.ts';
import type { Line } from './repair.ts';

/**
 * What a publisher says of a document outside its text: in a file's own metadata, or in labelled lines above
 * the title. Days are YYYY-MM-DD in a file's metadata and as printed in lines; a page's date is none of these.
 */
export interface DeclaredMetadata {
  readonly title?: string;
  readonly documentNumber?: string;
  readonly issuer?: string;
  readonly issuedOn?: string;
  readonly effectiveOn?: string;
  readonly expiresOn?: string;
}

const FIELDS: readonly { key: keyof DeclaredMetadata; label: RegExp }[] = [
  { key: 'documentNumber', label: /发文字号|发布文号|发文文号|文\s*号|文件编号/ },
  { key: 'issuer', label: /发文机关|发文单位|发布单位|发布机关|制定机关/ },
  { key: 'issuedOn', label: /成文日期|成文时间|发文日期|印发日期/ },
  { key: 'effectiveOn', label: /生效日期|实施日期|施行日期/ },
  { key: 'expiresOn', label: /失效日期|废止日期|有效期至/ },
  { key: 'title', label: /标\s*题|名\s*称/ },
];

const LABELLED = /^[【[]?\s*([一-鿿\s]{2,6})\s*(?:[】\]]\s*[:：]?|[:：])\s*(.+)$/;
/** Labels of a page's own particulars: they end nothing and say nothing of the document. */
const PAGE =
  /^[【[]?\s*(?:索引号|索\s*引\s*号|是否有效|主题分类|主题词|体裁|发布机构|公开方式|公开范围|发布日期|发布时间|日期|来源|作者|字体|浏览|点击|分享|有效性|信息来源|时间|编辑|打印)/;

/** True for a line of the particulars above a document. */
export function isParticular(line: Line | undefined): boolean {
  if (line?.kind !== 'text' || line.text.length > 80) return false;
  if (isHandlingMark(line.text)) return true;
  return PAGE.test(line.text) || /^【[一-鿿]{2,6}】\s*$/.test(line.text) || fieldOf(line.text) !== null;
}

function fieldOf(text: string): { key: keyof DeclaredMetadata; value: string } | null {
  const match = LABELLED.exec(text);
  const field =
    match && FIELDS.find(({ label }) => new RegExp(`^(?:${label.source})$`).test((match[1] ?? '').trim()));
  const value = match?.[2]?.trim() ?? '';
  return field && value ? { key: field.key, value } : null;
}

const LABEL_ALONE = /^[【[]?\s*[一-鿿\s\u3000]{2,8}[】\]]?\s*[:：]?$/;

/** A label and its value may stand on two lines, as a web page's table gives them. */
function joinedParticulars(lines: readonly Line[]): { text: string; end: number }[] {
  return lines.flatMap((line, i) => {
    const next = lines[i + 1];
    const alone = line.kind === 'text' && LABEL_ALONE.test(line.text) && /[:：】]$/.test(line.text);
    const value = alone && next?.kind === 'text' && !/[:：]$/.test(next.text) ? next.text : '';
    return line.kind === 'text' ? [{ text: `${line.text}${value}`, end: i + (value ? 2 : 1) }] : [];
  });
}

/** Where the particulars above a document end; 0 where there are none. They stand before any sentence. */
export function particularsEnd(lines: readonly Line[]): number {
  const sentence = lines.findIndex((line) => line.text.length > 60 && /。/.test(line.text));
  const top = lines.slice(0, Math.min(30, sentence < 0 ? 30 : sentence));
  const found = joinedParticulars(top).filter(({ text }) => PAGE.test(text) || fieldOf(text) !== null);
  return found.length >= 2 ? (found.at(-1)?.end ?? 0) : 0;
}

/** The particulars among the first lines of a document. */
export function readParticulars(lines: readonly Line[]): DeclaredMetadata {
  const found: Partial<Record<keyof DeclaredMetadata, string>> = {};
  for (const { text } of joinedParticulars(lines)) {
    const field = fieldOf(text);
    if (field) found[field.key] ??= field.value;
  }
  return found;
}

/** A declared day, printed in any way: 2019-01-09, 2019年01月09日, 2019/1/9. */
export function declaredDay(text: string | undefined): Day | null {
  if (!text) return null;
  const match = /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/.exec(text);
  return match ? makeDay(Number(match[1]), Number(match[2]), Number(match[3])) : readDay(text);
}
