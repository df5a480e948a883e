/** Shows a cell's number as Excel would, and dates as a clerk writes them. */
import { dateFromSerial, format, isDateFormat } from 'numfmt';

/** Number formats built into Excel that files refer to by number alone (ISO/IEC 29500-1, 18.8.30). */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  [14, 'yyyy/m/d'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'yyyy/m/d h:mm'],
  [37, '#,##0;-#,##0'],
  [38, '#,##0;-#,##0'],
  [39, '#,##0.00;-#,##0.00'],
  [40, '#,##0.00;-#,##0.00'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss.0'],
  [48, '##0.0E+0'],
  [49, '@'],
  // Chinese (PRC) date formats.
  [27, 'yyyy"年"m"月"'],
  [28, 'm"月"d"日"'],
  [29, 'm"月"d"日"'],
  [30, 'm/d/yy'],
  [31, 'yyyy"年"m"月"d"日"'],
  [32, 'h"时"mm"分"'],
  [33, 'h"时"mm"分"ss"秒"'],
  [36, 'yyyy"年"m"月"'],
  [50, 'yyyy"年"m"月"'],
  [51, 'm"月"d"日"'],
  [52, 'yyyy"年"m"月"'],
  [53, 'm"月"d"日"'],
  [54, 'm"月"d"日"'],
  [57, 'yyyy"年"m"月"'],
  [58, 'm"月"d"日"'],
]);

/** The format of a number: the file's own, a built-in one, or none. */
export const formatById = (id: number, own: ReadonlyMap<number, string>) => own.get(id) ?? BUILT_IN.get(id);

/** At most 15 digits count in a spreadsheet: 0.1 + 0.2 is 0.3. */
const plain = (value: number) => String(Number(value.toPrecision(15)));

/** Which parts of a date a format shows; quoted text and colours are no parts. */
function datePart(code: string): { year: boolean; month: boolean; day: boolean; time: boolean } {
  const letters = code.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]/gi, '').split(';')[0] ?? '';
  const minutes = /m+(?=[:'时分秒]|:)|(?<=[:时h]\W*)m+/gi;
  const rest = letters.replace(minutes, '');
  return {
    year: /[ye]/i.test(rest),
    month: /m/i.test(rest),
    day: /d/i.test(rest),
    time: /[hs]/i.test(letters),
  };
}

/** Dates are written in full with their year, which a format may hide; months stay months. */
function showDate(value: number, code: string, is1904: boolean): string {
  const parts = datePart(code);
  const [year, month, day, hour, minute] = dateFromSerial(value + (is1904 ? 1_462 : 0)) ?? [];
  if (year === undefined || month === undefined || day === undefined) return plain(value);
  const clock = `${hour}:${String(minute).padStart(2, '0')}`;
  if (!parts.year && !parts.month && !parts.day) return clock;
  const date = parts.day ? `${year}年${month}月${day}日` : parts.month ? `${year}年${month}月` : `${year}年`;
  return parts.time && (hour || minute) ? `${date} ${clock}` : date;
}

/** What a person sees in a cell that holds a number. */
export function showNumber(value: number, code: string | undefined, is1904: boolean): string {
  if (code === undefined || /^(?:general|@)$/i.test(code)) return plain(value);
  try {
    if (isDateFormat(code) && value >= 0 && value < 2_958_466) return showDate(value, code, is1904);
    const shown = format(code, value).trim();
    return shown === '' || /^#+$/.test(shown) ? plain(value) : shown;
  } catch {
    return plain(value);
  }
}
