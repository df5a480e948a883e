/**
 * Who owes a duty: units and persons with their role, from labels (责任单位：…), from the sentence's own subject
 * (各乡镇要…; 由县住建局牵头，…配合) and from the columns of a table row.
 */
import type { Cell, Responsible } from '../data/types.ts';
import { foldMarks, looksLikeUnit, readPersons, readUnits, UNIT_END } from './unit-names.ts';

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
    if (open && label.index - open.end <= 12) {
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
        ? asDuties(inside, '责任')
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

const NAME = `[一-鿿A-Za-z“”·、（）]{0,24}?${UNIT_END}(?:（[^（）]{1,12}）)?`;
const LIST = `${NAME}(?:(?:[、，\\s]|和|及|以及|与)${NAME}){0,12}`;
/** What may follow a subject: an auxiliary, a preposition, or the verb of the duty itself. */
const AUXILIARY =
  '要(?!点|求|素)|应当|应(?!急|用)|须(?!知)|必须|需(?!求)|负责(?!人)|将(?!军)|于|在(?!建|册|编)|可|按|对(?!外|口)|每(?!个?单位)|为每|最迟|至迟|不得|结合|根据|依据|依照|会同|牵头|务必|统一|分别|具体|认真|切实|全面|严格|积极|及时|主动|加快|继续|至少|同步|自(?!然|治|来|动|行|主|愿|身|贸)|收到|接到|从(?!业|事)|提前|原则上|不少于|全部|到\\d|就|通过|确保|力争|共同|联合|定期|不定期|把|向|组成|率先';
const DUTY_VERB =
  '完成|报送|上报|报(?=县|市|省|区|送|请)|做好|落实|制定|制订|拟定|建立|开展|召开|研究|组织|推进|加强|强化|深化|编制|提出|出台|印发|修订|汇总|上传|填报|整改|检查|走访|慰问|兑付|受理|作出|公开|公布|发布|办理|提交|申报|梳理|排查|评估|考核|验收|拨付|下达|审核|指导|监督|督促|建成|实现|改造|建设|清理|整治|申请|报告|加密|明确|启动|举办|承担|抽调|安排|选派|推荐|确定|形成|反馈|答复|回复|移交|移送|备案|更新|维护|巡查|宣传|培训|听取|专题|公示|设立|配备|调度|通报';
const MODAL = `(?:${AUXILIARY}|(?:${DUTY_VERB})(?!局|厅|部|委|办|单位|中心|机构|组|院|科|处|站|所|公司|机关|人员|主体|人事|关系|责任))`;
const SUBJECT = new RegExp(
  `^(?:请|望|希|同时|并|一是|二是|三是|四是|五是|其中|[^，。；：]{0,6}时)?(${LIST})(?=${MODAL})`,
);
const AGENT = new RegExp(
  `由(${LIST})(?:等(?:有关|相关)?(?:部门|单位)?)?(牵头|会同(${LIST})(?=${MODAL}|[，。；]|等|$)|负责|组织(?!部)|统一|具体|按|根据|结合|采取|对|于|在|进行|完成|承担|汇总|每|自|收到)`,
);
const HELPERS = new RegExp(
  `^[^。；]{0,4}?(${LIST})(?:等(?:有关|相关)?(?:部门|单位)?)?(?:积极|密切|按职责分工)?(?:配合|参与|协助|协同)`,
);
const LABELLED_LINE = new RegExp(`^(${LIST})：`);
const LEADS = new RegExp(`^(${LIST})牵头`);
/** 县市场监管局会同县公安局、县商务局完成… */
const JOINED = new RegExp(`^(${LIST})(?:要|应|应当|须)?会同(${LIST})(?=${MODAL}|[，。；]|等|$)`);
const WHOLE_LIST = new RegExp(`^(?:${LIST})$`);
/** 所有任务必须… speaks of the whole clause, so its main subject owes it. */
const WHOLE = /^(?:所有|全部|上述|以上|各项|全体)/;

/** A list read out of running text counts only where every name in it is one. */
function asDuties(list: string, role: Role): Responsible[] {
  const units = readUnits(list);
  return units.every(looksLikeUnit) ? units.map((name) => ({ name, role })) : [];
}

function helpers(rest: string): Responsible[] {
  const match = HELPERS.exec(rest.replace(/^，/, ''));
  return match ? asDuties(match[1] ?? '', '配合') : [];
}

/** Who acts in one comma clause; `rest` is what follows it in the sentence. */
function subjectOfClause(clause: string, rest: string): Responsible[] {
  const agent = AGENT.exec(clause);
  if (agent) {
    const leads = /^牵头/.test(agent[2] ?? '') || agent[3] !== undefined;
    const joined = agent[3] ? asDuties(agent[3], '配合') : [];
    const own = asDuties(agent[1] ?? '', leads ? '牵头' : '责任');
    return [...own, ...joined, ...(leads ? helpers(rest) : [])];
  }
  const lead = LEADS.exec(clause);
  if (lead) return [...asDuties(lead[1] ?? '', '牵头'), ...helpers(rest)];
  const joined = JOINED.exec(clause);
  if (joined) return [...asDuties(joined[1] ?? '', '牵头'), ...asDuties(joined[2] ?? '', '配合')];
  const subject = SUBJECT.exec(clause);
  return subject ? asDuties(subject[1] ?? '', '责任') : [];
}

interface Clause {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Clauses between commas; a comma between two units of a list does not cut. */
function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  for (const match of text.matchAll(/[，；。：！？\n]|$/g)) {
    const piece = text.slice(start, match.index);
    const lead = piece.length - piece.trimStart().length;
    if (piece.trim()) clauses.push({ text: piece.trim(), start: start + lead, end: match.index });
    start = match.index + 1;
  }
  return clauses;
}

const NUMBER =
  /^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[.．、]|[①-⑳]|第[一二三四五六七八九十]+[条步]|[一二三四五]是)\s*/;

/**
 * The subject of the duty at `[start, end)` of a clause's text: in its own comma clause, right behind the
 * phrase, or the last one named before it. Empty where nobody is named.
 */
export function subjectAt(source: string, start: number, end: number): readonly Responsible[] {
  const text = foldMarks(source);
  const labelled = LABELLED_LINE.exec(text.replace(NUMBER, ''));
  if (labelled) return asDuties(labelled[1] ?? '', '责任');
  const clauses = clausesOf(text);
  const at = clauses.findIndex((clause) => clause.end > start);
  const own = clauses[at];
  if (!own) return [];
  const found = subjectOfClause(own.text.replace(NUMBER, ''), text.slice(own.end));
  if (found.length > 0) return [...unitsBefore(clauses, at), ...found];
  const behind = subjectStart(text, end);
  const next = subjectOfClause(behind.split(/[，；。\n]/)[0] ?? '', behind.replace(/^[^，；。\n]*/, ''));
  if (next.length > 0) return next;
  const before = clauses.slice(0, at);
  if (!WHOLE.test(own.text)) before.reverse();
  for (const clause of before) {
    const earlier = subjectOfClause(clause.text.replace(NUMBER, ''), text.slice(clause.end));
    if (earlier.length > 0) return earlier;
  }
  return subjectBehind(clauses.slice(at + 1, at + 2), text);
}

/** Everyone a stage's text names as acting: 一是各成员单位落实…；二是县创建办负责…. */
export function subjectsOf(source: string): readonly Responsible[] {
  const found: Responsible[] = [];
  for (const clause of clausesOf(foldMarks(source))) {
    const subject = SUBJECT.exec(clause.text.replace(NUMBER, ''));
    for (const each of subject ? asDuties(subject[1] ?? '', '责任') : [])
      if (!found.some((other) => other.name === each.name)) found.push(each);
  }
  return found;
}

/** A list of units may hold a comma: 县委各部门、县直各单位，|各乡镇党委要…. */
function unitsBefore(clauses: readonly Clause[], at: number): readonly Responsible[] {
  const before = clauses[at - 1]?.text.replace(NUMBER, '') ?? '';
  return WHOLE_LIST.test(before) ? asDuties(before, '责任') : [];
}

/** What stands behind a phrase, where a subject may: 9月底前，各乡镇要…, but not the object of 每年举办1次|采集人员培训. */
function subjectStart(text: string, end: number): string {
  const rest = text.slice(end);
  return /^[，、由]/.test(rest) || /[前底内末止日起]$/.test(text.slice(0, end))
    ? rest.replace(/^[，、]/, '')
    : '';
}

/** A subject named later in the sentence: …按季度公开，各相关单位要主动做好归集. */
function subjectBehind(clauses: readonly Clause[], text: string): readonly Responsible[] {
  for (const clause of clauses) {
    const found = subjectOfClause(clause.text, text.slice(clause.end));
    if (found.length > 0) return found;
  }
  return [];
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
