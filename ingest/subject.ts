/** Finds who acts in running text: 各乡镇要…, 由县住建局牵头，…配合, 县教育局：负责…. */
import type { Responsible } from '../data/types.ts';
import { foldMarks, readDuties, UNIT_END } from './unit-names.ts';

const NAME = `[一-鿿A-Za-z“”·、（）]{0,24}?${UNIT_END}(?:（[^（）]{1,12}）)?`;
const LIST = `${NAME}(?:(?:[、，\\s]|和|及|以及|与)${NAME}){0,12}`;
/** What may follow a subject: an auxiliary, a preposition, or the verb of the duty itself. */
const AUXILIARY =
  '要(?!点|求|素)|应当|应(?!急|用)|须(?!知)|必须|需(?!求)|负责(?!人)|将(?!军)|于|在(?!建|册|编)|可|按|对(?!外|口)|每(?!个?单位)|为每|最迟|至迟|不得|结合|根据|依据|依照|会同|牵头|务必|统一|分别|具体|认真|切实|全面|严格|积极|及时|主动|加快|继续|至少|同步|自(?!然|治|来|动|行|主|愿|身|贸)|收到|接到|从(?!业|事)|提前|原则上|不少于|全部|到\\d|就|通过|确保|力争|共同|联合|定期|不定期|把|向|组成|率先';
const DUTY_VERB =
  '完成|核查|核实|审查|统筹|协调|调查|收集|整理|录入|采集|报送|上报|报(?=县|市|省|区|送|请)|做好|落实|制定|制订|拟定|建立|开展|召开|研究|组织|推进|加强|强化|深化|编制|提出|出台|印发|修订|汇总|上传|填报|整改|检查|走访|慰问|兑付|受理|作出|公开|公布|发布|办理|提交|申报|梳理|排查|评估|考核|验收|拨付|下达|审核|指导|监督|督促|建成|实现|改造|建设|清理|整治|申请|报告|加密|明确|启动|举办|承担|抽调|安排|选派|推荐|确定|形成|反馈|答复|回复|移交|移送|备案|更新|维护|巡查|宣传|培训|听取|到岗|到位|到场|赶赴|集结|值守|响应|处置|专题|公示|设立|配备|调度|通报';
/** A date may follow at once: 县财政局|7月底前拨付. */
const DATE =
  '\\d{1,4}(?:年|月|日|个|小时|天)|[上下]半年|[一二三四]季度|年[底内末]|[今明]年|本[月周]|[一二两三五]个?(?:月|周|日|小时|工作日)';
const MODAL = `(?:${AUXILIARY}|${DATE}|(?:${DUTY_VERB})(?!局|厅|部|委|办|单位|中心|机构|组|院|科|处|站|所|公司|机关|人员|主体|人事|关系|责任))`;
const SUBJECT = new RegExp(
  `^(?:请|望|希|同时|并|一是|二是|三是|四是|五是|其中|[^，。；：]{0,6}时)?(${LIST})(?=${MODAL})`,
);
/** A unit that plainly ends as one, at the head of a clause, whatever verb follows: 各成员单位|到岗到位. */
const PLAIN = new RegExp(
  '^((?:[各县市省区乡镇]|全[县市省区]|属地|起草|牵头|责任|成员|项目|建设|施工|主管|用人|有关|相关)[一-鿿]{0,14}?' +
    '(?:局|委员会|办公室|单位|部门|乡镇|街道|中心|支行|政府|小组|专班|（镇）|（街道）|（区）|（社区）))' +
    '(?=[一-鿿])(?!人民|党委|政府|办|党|公安|卫生|综合|应急|主要|分管|负责|成员|领导|干部|包|的|和|及|与|等|内|外|间|级|大队|分局|基层|下属|所属|管理|网|信息|站)',
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

function helpers(rest: string): Responsible[] {
  const match = HELPERS.exec(rest.replace(/^，/, ''));
  return match ? readDuties(match[1] ?? '', '配合') : [];
}

/** Who acts in one comma clause; `rest` is what follows it in the sentence. */
function subjectOfClause(clause: string, rest: string): Responsible[] {
  const agent = AGENT.exec(clause);
  if (agent) {
    const leads = /^牵头/.test(agent[2] ?? '') || agent[3] !== undefined;
    const joined = agent[3] ? readDuties(agent[3], '配合') : [];
    const own = readDuties(agent[1] ?? '', leads ? '牵头' : '责任');
    return [...own, ...joined, ...(leads ? helpers(rest) : [])];
  }
  const lead = LEADS.exec(clause);
  if (lead) return [...readDuties(lead[1] ?? '', '牵头'), ...helpers(rest)];
  const joined = JOINED.exec(clause);
  if (joined) return [...readDuties(joined[1] ?? '', '牵头'), ...readDuties(joined[2] ?? '', '配合')];
  const subject = SUBJECT.exec(clause) ?? PLAIN.exec(clause);
  return subject ? readDuties(subject[1] ?? '', '责任') : [];
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
  if (labelled) return readDuties(labelled[1] ?? '', '责任');
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
  const text = foldMarks(source);
  for (const clause of clausesOf(text)) {
    for (const each of subjectOfClause(clause.text.replace(NUMBER, ''), text.slice(clause.end)))
      if (!found.some((other) => other.name === each.name)) found.push(each);
  }
  return found;
}

/** A list of units may hold a comma: 县委各部门、县直各单位，|各乡镇党委要…. */
function unitsBefore(clauses: readonly Clause[], at: number): readonly Responsible[] {
  const before = clauses[at - 1]?.text.replace(NUMBER, '') ?? '';
  return WHOLE_LIST.test(before) ? readDuties(before, '责任') : [];
}

/** What stands behind a phrase, where a subject may: 9月底前，各乡镇要…, but not the object of 每年举办1次|采集人员培训. */
function subjectStart(text: string, end: number): string {
  const rest = text.slice(end);
  return /^[，、由]/.test(rest) || /[前底内末止日起旬月份]$/.test(text.slice(0, end))
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
