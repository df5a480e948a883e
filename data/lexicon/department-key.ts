import { type DepartmentPattern, type DepartmentTable, departmentTable } from './department-names.ts';
import { lazily } from './lazily.ts';
import { isPlacePrefix, withoutPlace } from './place-prefix.ts';
import { plain } from './plain.ts';

/** A place name inside a name, as in 人行某某县支行; it never holds words of grammar or another bureau. */
export const PLACE_INSIDE = '(?:(?![的与及或要把等各是并和局])\\p{Script=Han}){0,8}?';

const LONGEST_NAME = 100;
const LEVELS_IN_BRACKETS = /(?<=[省市县区旗州盟乡镇街村])\(([省市县区旗州盟乡镇街道社区村、,]+)\)/g;

/** One spelling of a name: no white space, no quotation marks, 乡（镇） joined, other brackets left out. */
function cleanName(name: string): string {
  const cleaned = plain(name)
    .replace(/[\s"'“”‘’《》]/g, '')
    .replace(LEVELS_IN_BRACKETS, (_, levels: string) => levels.replace(/[、,]/g, ''))
    .replace(/\([^()]*\)|〔[^〕]*〕|【[^】]*】|(?<=.)\([^)]*$/g, '')
    .replace(/^[(),;:.、。]+|[),;:.、。]+$/g, '')
    .replace(/(?:股份|责任)?有限(?:责任)?公司(?=.)/, '');
  return cleaned === name ? cleaned : cleanName(cleaned);
}

/** Pairs of neighbouring characters that occur in department names: a bare place name holds none of them. */
const vocabulary = lazily(() => {
  const pairs = new Set<string>();
  for (const name of departmentTable().names.keys()) {
    for (let i = 0; i + 2 <= name.length; i++) pairs.add(name.slice(i, i + 2));
  }
  return pairs;
});

/** Whether a text may be a place name written without 县 or 市: 清水, but not 农业. */
function isBarePlace(text: string): boolean {
  if (!/^\p{Script=Han}{2,5}$/u.test(text)) return false;
  for (let i = 0; i + 2 <= text.length; i++) if (vocabulary().has(text.slice(i, i + 2))) return false;
  return true;
}

const PLACE_ONLY = new RegExp(`^${PLACE_INSIDE}$`, 'u');

function exactKey(name: string): string | null {
  const { names, patterns } = departmentTable();
  const fits = ({ head, tail }: DepartmentPattern) =>
    name.length >= head.length + tail.length &&
    name.startsWith(head) &&
    name.endsWith(tail) &&
    PLACE_ONLY.test(name.slice(head.length, name.length - tail.length));
  return names.get(name)?.key ?? patterns.find(fits)?.key ?? null;
}

const TOWN =
  /^(?!乡镇|各|镇|苏木|街道)(\p{Script=Han}{1,8}?(?:镇|乡|苏木|街道))(?:人民政府|政府|党委政府|党委|党工委|办事处|办)?$/u;
const VILLAGE =
  /^(\p{Script=Han}{1,8}?(?:村|社区|嘎查))(?:村民委员会|居民委员会|村委会|居委会|委会|民委员会|两委)$/u;

/** A certain town, street or village keeps its own name, for they are many: 某某镇人民政府 → 某某镇. */
function localKey(name: string): string | null {
  const local = TOWN.exec(name) ?? VILLAGE.exec(name);
  return local?.[1] ?? null;
}

/** The department that a name ends with, if what stands before it is a place or a level. */
function keyBehindPlace(name: string, table: DepartmentTable): string | null {
  for (let i = 1; i + 2 <= name.length; i++) {
    const key = exactKey(name.slice(i));
    if (!key) continue;
    const before = name.slice(0, i);
    const showsLevel = /^[省市县区旗州盟]/.test(name.slice(i));
    const standsAlone = !showsLevel && (table.names.get(name.slice(i))?.standsAlone ?? false);
    if (isPlacePrefix(before) || (!standsAlone && isBarePlace(before.replace(/^中共/, '')))) return key;
  }
  return null;
}

/**
 * The canonical name of a department, whatever its place, level and spelling; the cleaned name itself when
 * it is unknown, and what is too long for a name (above 100 characters) as it is. Levels are not told
 * apart: 省财政厅 and 县财政局 are both 财政局. A town keeps its name.
 * `departmentKey('某某县住建局') === '住房和城乡建设局'`, `departmentKey('某某县创建办') === '创建办'`
 */
export function departmentKey(name: string): string {
  if (name.length > LONGEST_NAME) return name;
  const cleaned = cleanName(name);
  const table = departmentTable();
  const bare = cleanName(withoutPlace(cleaned));
  const withoutParty = cleaned.replace(/(?:党组|党委|党支部)$/, '');
  return (
    exactKey(cleaned) ??
    localKey(bare) ??
    keyBehindPlace(cleaned, table) ??
    exactKey(withoutParty) ??
    keyBehindPlace(withoutParty, table) ??
    bare
  );
}

/** Whether two names mean the same department. */
export function sameDepartment(a: string, b: string): boolean {
  return departmentKey(a) === departmentKey(b);
}

/** All names of a department by its canonical name, that one first; none for an unknown key. */
export function aliasesOf(key: string): readonly string[] {
  return departmentTable().aliases.get(key) ?? [];
}
