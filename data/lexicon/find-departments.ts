import type { Span } from '../types.ts';
import { PLACE_INSIDE } from './department-key.ts';
import { type DepartmentMention, type DepartmentName, departmentTable } from './department-names.ts';
import { lazily } from './lazily.ts';
import { listedDepartments } from './listed-departments.ts';
import { plain } from './plain.ts';
import { createWordIndex } from './word-index.ts';

/** What may not follow a name that ends so, because the two would be another word: 交通局|部拥堵, 组织部|署. */
const NOT_BEFORE: Readonly<Record<string, RegExp>> = {
  局: /^(?:部(?![署门])|面(?![向对临])|势|域|限(?![期时])|中人|促)/,
  厅: /^堂/,
  委: /^(?:托|派|任(?!务)|培|员|屈|婉)/,
  办: /^(?:理|事(?!处)|法(?![制规])|学|公(?![室厅])|好|结(?!合)|实(?!施)|案|证|件|税|展|到|得|完|什|妥|厂|园|医|教|点|成(?!立))/,
  部: /^(?:门|队|分|件|位|落|署|属|族|首|级|头|委(?!员会))/,
  院: /^(?:校|系|士|落|线)/,
  会: /^(?:议|计|商|晤|谈|展(?!开)|场|费|员|所|诊|签|徽|标)/,
  联: /^(?:系(?![统列])|通|网|络|想|盟|结|姻|播|防|办|赛|欢|审)/,
  协: /^(?:助|作|调|同|议|商|力|定)/,
  所: /^(?:属|有|在|需|以|谓|示)/,
  队: /^(?:伍|员(?!会))/,
  行: /^(?:间|业(?!务)|为|动)/,
  社: /^(?:会|区|保|团|交|群)/,
  指: /^(?:导|标|挥|定|示|数|引|向|出|明|派)/,
};

/** Words of grammar and of charge that may touch a name which must stand alone. */
const MAY_PRECEDE = /[县市区州旗盟省镇乡级国由向报给跟到去找在让请经和与及或各本我全当为的对是把]$/;
const MAY_FOLLOW =
  /^(?:[的和与及或在要对将由为把向负牵配是须需并也都吗呢做]|应(?!急)|等(?!级)|组(?!成|织部)|决定|同意|研究|印发|召开)/;
const HAN = /\p{Script=Han}/u;

function mayStand(name: DepartmentName, before: string, after: string): boolean {
  if (before && name.notAfter.includes(before)) return false;
  if (NOT_BEFORE[name.text.slice(-1)]?.test(after)) return false;
  if (!name.standsAlone) return true;
  return (
    (!HAN.test(before) || MAY_PRECEDE.test(before)) && (!HAN.test(after[0] ?? '') || MAY_FOLLOW.test(after))
  );
}

const nameIndex = lazily(() => createWordIndex(departmentTable().names.keys()));
const headIndex = lazily(() => createWordIndex(departmentTable().patterns.map((pattern) => pattern.head)));

const tailsByHead = lazily(() => {
  const tails = new Map<string, { readonly key: string; readonly rest: RegExp }[]>();
  for (const { head, tail, key } of departmentTable().patterns) {
    const listed = tails.get(head) ?? [];
    tails.set(head, listed);
    listed.push({ key, rest: new RegExp(PLACE_INSIDE + tail, 'uy') });
  }
  return tails;
});

/** A text without its spaces, and where each of its characters stood: officials print 财 政 局. */
interface Squeezed {
  readonly text: string;
  readonly offsets: readonly number[];
}

function squeeze(text: string): Squeezed {
  const spaced = plain(text);
  const offsets: number[] = [];
  for (let i = 0; i < spaced.length; i++) if (!' \t\u00a0\u3000'.includes(spaced.charAt(i))) offsets.push(i);
  return { text: spaced.replace(/[ \t\u00a0\u3000]/g, ''), offsets };
}

/** The neighbours of a place in a squeezed text; a space between counts as no neighbour. */
function neighbours(
  { text, offsets }: Squeezed,
  start: number,
  end: number,
): [before: string, after: string] {
  const touches = (i: number) => (offsets[i] ?? 0) - (offsets[i - 1] ?? 0) === 1;
  return [
    start > 0 && touches(start) ? text.slice(start - 1, start) : '',
    touches(end) ? text.slice(end, end + 3) : '',
  ];
}

function nameAt(squeezed: Squeezed, start: number): DepartmentMention | null {
  for (const word of nameIndex().at(squeezed.text, start)) {
    const name = departmentTable().names.get(word);
    const end = start + word.length;
    if (name && mayStand(name, ...neighbours(squeezed, start, end))) return { start, end, key: name.key };
  }
  return null;
}

function patternAt(squeezed: Squeezed, start: number): DepartmentMention | null {
  for (const head of headIndex().at(squeezed.text, start)) {
    for (const { key, rest } of tailsByHead().get(head) ?? []) {
      rest.lastIndex = start + head.length;
      if (rest.test(squeezed.text)) return { start, end: rest.lastIndex, key };
    }
  }
  return null;
}

/**
 * Departments named in a text, in reading order without overlap, the longest name at each place. A name is
 * not taken from inside another word (交通局 in 交通局部拥堵). A holder of an office (公安局长) counts as a
 * mention of the office; 发改、财政等部门 counts for each of its items.
 */
export function findDepartments(text: string): DepartmentMention[] {
  const squeezed = squeeze(text);
  const found: DepartmentMention[] = [];
  for (let start = 0; start < squeezed.text.length; ) {
    const name = nameAt(squeezed, start);
    const pattern = patternAt(squeezed, start);
    const mention = pattern && pattern.end > (name?.end ?? 0) ? pattern : name;
    if (mention) found.push(mention);
    start = mention?.end ?? start + 1;
  }
  const isFree = ({ start, end }: Span) => found.every((span) => end <= span.start || span.end <= start);
  return [...found, ...listedDepartments(squeezed.text).filter(isFree)]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, key }) => ({
      start: squeezed.offsets[start] ?? 0,
      end: (squeezed.offsets[end - 1] ?? 0) + 1,
      key,
    }));
}
