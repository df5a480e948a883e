/** Reads lists of units and persons: 县自然资源局、农业农村局、水务局，各乡镇. */
import type { Responsible } from '../data/types.ts';
import { foldVariants } from '../data/variants.ts';

const BRACKETS: Readonly<Record<string, string>> = { '(': '（', ')': '）', ':': '：', ';': '；', ',': '，' };

/** One spelling of brackets, colons and variant characters; every character keeps its place. */
export function foldMarks(text: string): string {
  return foldVariants(text)
    .replace(/[():;,]/g, (char) => BRACKETS[char] ?? char)
    .replace(/[〔【[](?!\d{4})([^〔〕【】[\]]*)[〕】\]]/g, '（$1）');
}

/** What the name of a unit may end with. */
export const UNIT_END =
  '(?:局|委|厅|院|科|室|中心|公司|集团|大队|支队|总队|乡镇|镇街|街镇|机关|镇|乡|街道|街道办|村|社区|单位|部门|机构|企业|学校|高校|医院|政府|党委|党组|园区|管委会|开发区|分局|支行|银行|联社|残联|妇联|文联|科协|团委|小组|专班|指挥部|站|所|馆|组织|县级|市级|省级|区级|乡级|乡镇级|各地|各级|市县|县区|区县|市（县、区）|县（市、区）|乡（镇）|各市|各县|各区|责任人|负责人|主体|经营者|会议|队|校|窗口|基地|景区|项目部|人大|政协|委”|支部|组|人员|(?<=[税请务租理事表可让标录保护监包约用营法])人' +
  '|(?<=[委员协工商合事金学究联农字促社大])会|(?<![补申举承主开代经查督协交转催操备帮])办|(?<![全内外干局])部|(?<![各到好妥之此别难])处|(?<![灾山片辖库全本我该小])区|(?<![全我本超城上该跨])[市县省州旗])';

const ENDS_AS_UNIT = new RegExp(`${UNIT_END}(?:（[^（）]{1,12}）)?$`);
/** 各乡镇党委和政府 is one name: what follows the 和 is no unit by itself. */
const HALF_NAME = /^(?:政府|人民政府|党委|党组|服务|管理|社会|其他|相关|有关)/;
const TAIL =
  /(?:等(?:有关|相关)?(?:部门|单位|县直单位|成员单位)*|等)?(?:按照?(?:各自)?(?:职责|职能|分工|职责分工)(?:分工)?)?(?:分别|共同|具体)?(?:负责|落实|牵头|配合|承办|实施)?$/;
const LEADING = /^(?:所有|全部|由|以及|及|和|与|请|并|其中|一是|二是|三是|四是|五是|即)/;
/** Words that no name holds: a match with one of them ran on into a sentence. */
const RUNS_ON =
  /的|(?<!所|驻|存)在(?!建|册)|将|(?<!自)由|把|被|(?<![主重需])要(?!点|素|害|道)|按照|根据|委托|汇总|上报|备案|都(?!市)|可以|应当|必须|需要|要求|进行|通过(?!率)|监督(?!管理|局|所|站|检|委|员|部|机)|督促|打破|补办|允许|开展|已|仍|并|每|如果|因为/;
const NOT_A_NAME = /[。！？]|^(?:略|无|同上|以上|上述|相关|有关|等|局|—+|-+|\/)$/;
/** Words that open a verb phrase or a condition, never a name. */
const VERB_START =
  /^(?:按|内|问|责令|迎接|你|我|贵|本(?!地|级|市|县|区|省)|要|应(?!急)|允许|打破|指(?!挥)|主要(?!负责人)|有条件|时|协助|监督|督促|考核|审核|其|该|我们|他们|系统|本人|通过|查看|参考|在|对|将|以|从|围绕|根据|结合|依法|依托|加强|推进|推动|积极|引导|鼓励|支持|督促|指导|进一步|有效|完善|健全|建立|开展|组织(?!部|人事)|做好|确保|充分|利用|运用|发挥|打造|优化|加快|加大|强化|深化|落实|严格|坚持|切实|统筹|协调|公开|参与|配合|探索|创新|持续|聚焦|提升|提高|不断|广泛|深入|全面|实施|实行|制定|完成|把|被|让|使|为|向|同时|及时|定期|集中|本次|此次|如|若|凡|经(?!济|信|开|发)|因|未|已|不|可|能|报|送|并|于|至|到|每|收到|接到|力争|规范|明确|采取|提供|设立|设置|召开|举办|举行|召集|同|年|月|日|<)/;

/** Whether a name reads like that of a unit: 县住建局, 各乡（镇）, 领导小组成员单位. */
export function looksLikeUnit(name: string): boolean {
  return ENDS_AS_UNIT.test(name) && !VERB_START.test(name) && !RUNS_ON.test(name);
}

const PHONE = /（[\d*—-]{5,}）|\d[\d*—-]{6,}/g;

function splitAt(text: string, isBreak: (char: string, next: string) => boolean): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let open = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '（') depth++;
    if (char === '）') depth = Math.max(0, depth - 1);
    if (depth === 0 && isBreak(char, text.slice(i + 1).trimStart()[0] ?? '')) {
      pieces.push(open);
      open = '';
    } else {
      open += char;
    }
  }
  return [...pieces, open];
}

/** Cuts 住建局和华通天然气公司 in two, but leaves 发展和改革局 and 各乡镇党委和政府 whole. */
function splitAtAnd(name: string): string[] {
  for (const match of name.matchAll(/以及|[和及与]/g)) {
    const left = name.slice(0, match.index);
    const right = name.slice(match.index + match[0].length);
    if (left.length >= 2 && ENDS_AS_UNIT.test(left) && right.length >= 2 && !HALF_NAME.test(right))
      return [left, ...splitAtAnd(right)];
  }
  return [name];
}

function clean(name: string): string {
  const bare = name.replace(PHONE, '').replace(/\s+/g, '').replace(LEADING, '');
  const cut = bare.replace(TAIL, '');
  return (cut.length >= 2 ? cut : bare).replace(/^[：，、；]+|[：，、；。]+$/g, '');
}

const unique = (names: readonly string[]) => [...new Set(names)];

/** 各市、县（区）人民政府 is one name. */
const CITY_AND_COUNTY = /各(?:设区)?[市州]、(?=各?[县区])/g;
const KEPT = '\u0001';

/** The units of a list, in order, each once. `各乡（镇）` and `县（市、区）` stay whole. */
export function readUnits(list: string): string[] {
  const whole = foldMarks(list).replace(CITY_AND_COUNTY, (sign) => sign.replace('、', KEPT));
  const pieces = splitAt(whole, (char, next) => /[、，；/]/.test(char) || (/\s/.test(char) && next !== '（'));
  const names = pieces.flatMap(splitAtAnd).map((name) => clean(name).replace(KEPT, '、'));
  return unique(names.filter((name) => name.length >= 2 && name.length <= 40 && !NOT_A_NAME.test(name)));
}

/** The persons of a list; `李 静` is one person. */
export function readPersons(list: string): string[] {
  const joined = foldMarks(list)
    .replace(PHONE, '')
    .replace(/(?<![一-鿿])([一-鿿])\s+([一-鿿])(?![一-鿿])/g, '$1$2');
  const pieces = splitAt(joined, (char) => /[、，；/\s]/.test(char)).map(clean);
  return unique(pieces.filter((name) => name.length >= 2 && name.length <= 30 && !NOT_A_NAME.test(name)));
}

/** A list read out of running text counts only where every name in it is one. */
export function readDuties(list: string, role: Responsible['role']): Responsible[] {
  const units = readUnits(list);
  return units.every(looksLikeUnit) ? units.map((name) => ({ name, role })) : [];
}
