/** Tells the header rows of a table from its data, and names the columns by them. */
import { filled, isFigure, type RawCell, squeeze } from './cells.ts';

const HEADER_WORD =
  /序号|名称|单位|内容|项目|指标|情况|备注|时间|时限|责任|措施|类型|类别|数量|标准|地址|电话|联系|职务|姓名|任务|领导|部门|地区|地市|年份|合计|金额|人数|户数|所在|单元|数（|数\(|数$|清单|进展|比例|目标|小区|工作|事项|要求|依据|期限|方式|乡镇|面积|性别|年龄|级别|等级|条件|材料|流程|程序|阶段|分值|得分|说明|牵头|配合/;
const ORDINAL_NAME = /^(?:序号|编号|项次|序)$/;

/** True for the name of a column that numbers the rows. */
export const isOrdinalName = (name: string): boolean => ORDINAL_NAME.test(name);

/** True for a line that only draws a table (`--- | ---`), as Markdown does. */
export const isRule = (cells: readonly RawCell[]): boolean =>
  cells.every((cell) => /^:?[-—–─=_ ]*:?$/.test(cell.text)) && cells.some((cell) => cell.text !== '');

const couldBeName = (name: string) =>
  name.length <= 25 && !/[□。；]|^\d+[.．、]/.test(name) && !isFigure(name);

/** Labels with blanks between them to fill in (联系人 ＿ 电话 ＿) are a form's row, not a header. */
function isFormRow(cells: readonly RawCell[], named: readonly string[]): boolean {
  const blanks = cells.slice(0, cells.length - 1).filter((cell) => cell.text === '').length;
  return blanks >= 2 && blanks >= named.length - 1;
}

/** True for a row of column names, by the words that such names use; inside a block all must be known. */
export function looksLikeHeader(cells: readonly RawCell[], isFirst = true): boolean {
  const named = filled(cells).map((cell) => squeeze(cell.text));
  if (named.length < 2 || !named.every(couldBeName) || isFormRow(cells, named)) return false;
  const known = named.filter((name) => HEADER_WORD.test(name)).length;
  if (ORDINAL_NAME.test(named[0] ?? '')) return true;
  return known / named.length >= (named.length > 2 && isFirst ? 0.6 : 1) && (isFirst || named.length > 2);
}

/**
 * True for a first row without known words that must still be a header: short names in every column above
 * rows that hold figures where it holds none.
 */
export function standsAboveFigures(cells: readonly RawCell[], next: readonly RawCell[] | undefined): boolean {
  if (!next || cells.length < 3 || cells.length !== next.length) return false;
  const named = cells.map((cell) => squeeze(cell.text));
  if (!named.every((name) => name !== '' && name.length <= 12 && couldBeName(name) && !/\d/.test(name)))
    return false;
  return next.filter((cell) => cell.text !== '' && isFigure(cell.text)).length >= 1;
}

/** True for a row inside a table whose every cell reads like a column's name: another table begins. */
export function startsAnotherTable(cells: readonly RawCell[]): boolean {
  const named = filled(cells).map((cell) => squeeze(cell.text));
  if (named.length < 3 || !looksLikeHeader(cells)) return false;
  return (
    ORDINAL_NAME.test(named[0] ?? '') || named.every((name) => name.length <= 10 && HEADER_WORD.test(name))
  );
}

/** True for a header printed again, as on the next page. */
export function repeatsHeader(names: readonly string[], cells: readonly RawCell[]): boolean {
  const texts = filled(cells).map((cell) => squeeze(cell.text));
  return texts.length > 1 && texts.filter((text) => names.includes(text)).length / texts.length >= 0.8;
}

/** A second header row names the parts of merged header cells: 天然气入户安检数 → 居民用户, 非居民用户. */
export function isSubHeader(top: readonly RawCell[], cells: readonly RawCell[]): boolean {
  const used = cells.flatMap((cell, i) => (cell.text === '' ? [] : [i]));
  if (used.length < 2 || cells[0]?.text !== '') return false;
  const blank = (i: number) => top[i]?.text === '';
  return used.every((i) => (blank(i) || blank(i + 1)) && squeeze(cells[i]?.text ?? '').length <= 20);
}

/**
 * Column names, one for each column: a blank inside the header belongs to the merged cell on its left, a
 * second header row adds its part (责任清单·整改责任人). Blanks at the right end name nothing.
 */
export function nameColumns(top: readonly RawCell[], below: readonly RawCell[] | null): string[] {
  let count = top.length;
  while (count > 1 && top[count - 1]?.text === '' && !below?.[count - 1]?.text) count--;
  let carried = '';
  return top.slice(0, count).map((cell, i) => {
    carried = squeeze(cell.text) || carried;
    const part = squeeze(below?.[i]?.text ?? '');
    return part && part !== carried ? `${carried}·${part}` : carried;
  });
}
