/**
 * Who owes a duty: units and persons with their role, from labels (责任单位：…), from brackets (县水务局牵头) and
 * from the columns of a table row. Subjects of running text are read in `subject.ts`.
 */
import type { Cell, Responsible } from '../data/types.ts';
import { foldMarks, looksLikeUnit, readDuties, readPersons, readUnits } from './unit-names.ts';

type Role = Responsible['role'];

/** Labels and column names by the role they announce; the first that fits decides. */
const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/(?:牵头|责任|分管|包抓|包保|主管|联系|挂点|挂钩|督办|市级|县级|区级)领导|县领导|市领导/, '牵头领导'],
  [/责任人|负责人|包抓人|联络人|经办人/, '责任人'],
  [/牵头|主办(?:单位|部门)|主责(?:单位|部门)/, '牵头'],
  [/(?:配合|协办|协同|协作|参与|参加|协助|支持)(?:单位|部门|科室)|（(?:配合|协办)）|^配合/, '配合'],
  [
    /^责任|(?:责任|承办|落实|实施|执行|主管|完成|报送|整改|建设|申报|主体)(?:单位|部门|主体|科室|乡镇|处室)|^(?:单位（部门）|部门|单位名称|包抓单位)$/,
    '责任',
  ],
];

const roleOf = (label: string) => ROLES.find(([pattern]) => pattern.test(label))?.[1] ?? null;
const isPerson = (role: Role) => role === '牵头领导' || role === '责任人';

function named(list: string, role: Role): Responsible[] {
  const names = isPerson(role) ? readPersons(list) : readUnits(list);
  return names.map((name) => ({ name, role }));
}

const LABEL =
  /(?<![一-鿿])(?:第一|整改|具体|直接|主要)?(?:牵头|责任|分管|包抓|包保|主管|联系|配合|协办|协同|协作|参与|参加|协助|主办|主责|承办|落实|实施|执行)(?:单位|部门|主体|科室|处室|领导|人|负责人)?\s*[：:]\s*/g;

/** Units named under labels that stand together, `[start, end)` in the text. */
export interface DutyGroup {
  readonly start: number;
  readonly end: number;
  readonly responsible: readonly Responsible[];
}

/** Another label that is none of ours: ；完成时限：, \n主要任务： */
const NEXT_LABEL =
  /^(?:[；\n][一-鿿]{2,8}：|[，、\s]?[一-鿿]{0,4}(?:时限|时间|期限|措施|目标|内容|依据|电话|标准)：)/;

/** Where the list behind a label ends: a bracket that closes more than was opened, a full stop, a new line. */
function listEnd(text: string, from: number, limit: number): number {
  let depth = 0;
  for (let i = from; i < limit; i++) {
    const char = text[i] ?? '';
    if (char === '（') depth++;
    if (char === '）' && --depth < 0) return i;
    if (depth <= 0 && NEXT_LABEL.test(text.slice(i, i + 12))) return i;
    if (depth <= 0 && /[。\n]/.test(char)) return i;
  }
  return limit;
}

const BRACKET = /（(?:[^（）。]|（[^（）]{0,20}）){2,240}）/g;
const ACTS = /牵头|负责|配合|落实|承办/;
const ACT =
  /(牵头(?:负责|落实)?|(?:按照?(?:各自)?(?:职责|职能|分工)(?:分工)?)?(?:分别|共同|具体)?(?:负责|落实|承办)|(?:等)?(?:配合|参与|协助|协同))/;

/** （县水务局牵头，县财政局、各乡镇配合） */
function readActs(text: string): Responsible[] {
  const pieces = text.split(ACT);
  const found: Responsible[] = [];
  for (let i = 0; i + 1 < pieces.length; i += 2) {
    const act = pieces[i + 1] ?? '';
    const role = /牵头/.test(act) ? '牵头' : /配合|参与|协/.test(act) ? '配合' : '责任';
    const units = readUnits(pieces[i] ?? '');
    if (!units.every(looksLikeUnit)) return [];
    found.push(...units.map((name) => ({ name, role }) as const));
  }
  return found;
}

/** A bracket at the end of a line may hold nothing but units: …80公里。（县交通运输局，各乡镇） */
function isTail(text: string, match: RegExpMatchArray): boolean {
  return /^[。；]?\s*(?:\n|$)/.test(
    text.slice((match.index ?? 0) + match[0].length, (match.index ?? 0) + match[0].length + 4),
  );
}

/** Groups of labelled duties in a text, in order; neighbouring labels belong to one group. */
export function readDutyGroups(source: string): DutyGroup[] {
  const text = foldMarks(source);
  const labels = [...text.matchAll(LABEL)];
  const groups: { start: number; end: number; responsible: Responsible[] }[] = [];
  labels.forEach((label, i) => {
    const role = roleOf(label[0]);
    const from = label.index + label[0].length;
    const end = listEnd(text, from, labels[i + 1]?.index ?? text.length);
    if (!role) return;
    const responsible = named(text.slice(from, end), role);
    const open = groups.at(-1);
    if (open && /^[^一-鿿\d]{0,12}$/.test(text.slice(open.end, label.index))) {
      open.responsible.push(...responsible);
      open.end = end;
    } else {
      groups.push({ start: label.index, end, responsible });
    }
  });
  for (const match of text.matchAll(BRACKET)) {
    const [whole] = match;
    if (labels.some((label) => label.index >= match.index && label.index < match.index + whole.length))
      continue;
    const inside = whole.slice(1, -1);
    const responsible = ACTS.test(inside)
      ? readActs(inside)
      : isTail(text, match)
        ? readDuties(inside, '责任')
        : [];
    if (responsible.length > 0)
      groups.push({ start: match.index, end: match.index + whole.length, responsible });
  }
  return groups.sort((a, b) => a.start - b.start);
}

/** The duties that hold for a place in a text: those that follow it, else the last before it. */
export function dutiesAt(groups: readonly DutyGroup[], at: number): readonly Responsible[] {
  return (groups.find((group) => group.end >= at) ?? groups.at(-1))?.responsible ?? [];
}

function cellDuties(cell: Cell, role: Role): Responsible[] {
  const text = foldMarks(cell.text);
  const groups = readDutyGroups(cell.text);
  const own = groups.reduceRight(
    (rest, group) => rest.slice(0, Math.max(0, group.start - 1)) + rest.slice(group.end + 1),
    text,
  );
  return [...named(own.replace(/（\s*$/, ''), role), ...groups.flatMap((group) => group.responsible)];
}

const readsAsUnits = (duties: readonly Responsible[]) =>
  duties.length > 0 && duties.every(({ name, role }) => isPerson(role) || looksLikeUnit(name));

/** Merged cells may shift a row: where the column of units holds none, the cell that holds only units serves. */
function shiftedDuties(cells: readonly Cell[]): Responsible[] {
  for (const cell of cells.toReversed()) {
    if (cell.inherited || cell.text.length > 120) continue;
    const duties = cellDuties(cell, '责任');
    if (readsAsUnits(duties)) return duties;
  }
  return [];
}

/** Units and persons in the columns of a table row; brackets in a cell may name further roles. */
export function rowDuties(cells: readonly Cell[]): readonly Responsible[] {
  const found: Responsible[] = [];
  let expected = false;
  for (const cell of cells) {
    const role = roleOf(cell.header);
    if (!role) continue;
    expected ||= role === '责任' || role === '牵头';
    const duties = cellDuties(cell, role);
    if (isPerson(role) || readsAsUnits(duties)) found.push(...duties);
  }
  const units = found.some(({ role }) => !isPerson(role));
  const all = expected && !units ? [...found, ...shiftedDuties(cells)] : found;
  return all.filter(
    (each, i) => all.findIndex((other) => other.name === each.name && other.role === each.role) === i,
  );
}
