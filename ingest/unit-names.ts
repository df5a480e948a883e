/** Reads lists of units and persons: 县自然资源局、农业农村局、水务局，各乡镇. */
import { foldVariants } from '../data/variants.ts';

const BRACKETS: Readonly<Record<string, string>> = { '(': '（', ')': '）', ':': '：', ';': '；', ',': '，' };

/** One spelling of brackets, colons and variant characters; every character keeps its place. */
export function foldMarks(text: string): string {
  return foldVariants(text).replace(/[():;,]/g, (char) => BRACKETS[char] ?? char);
}

/** What the name of a unit may end with. */
export const UNIT_END =
  '(?:局|办|委|部|厅|院|会|处|科|室|中心|公司|集团|大队|支队|总队|乡镇|镇街|街镇|机关|委员会|镇|乡|街道|街道办|村|社区|单位|部门|机构|企业|学校|高校|医院|政府|党委|党组|园区|管委会|开发区|分局|支行|银行|联社|残联|妇联|文联|工会|科协|团委|小组|专班|指挥部|站|所|馆|协会|商会|组织|县级|市级|省级|区级|乡级|乡镇级|各地|各级|市县|县区|区县|市（县、区）|县（市、区）|乡（镇）|各市|各县|各区|责任人|负责人|主体|经营者|会议|队|校|窗口)';

const ENDS_AS_UNIT = new RegExp(`${UNIT_END}(?:（[^（）]{1,12}）)?$`);
/** 各乡镇党委和政府 is one name: what follows the 和 is no unit by itself. */
const HALF_NAME = /^(?:政府|人民政府|党委|党组|服务|管理|社会|其他|相关|有关)/;
const TAIL =
  /(?:等(?:有关|相关)?(?:部门|单位|县直单位|成员单位)*|等)?(?:按照?(?:各自)?(?:职责|职能|分工|职责分工)(?:分工)?)?(?:分别|共同|具体)?(?:负责|落实|牵头|配合|承办|实施)?$/;
const LEADING = /^(?:所有|全部|由|以及|及|和|与|请|并|其中|一是|二是|三是|四是|五是|即)/;
const NOT_A_NAME = /[。！？]|^(?:略|无|同上|以上|上述|相关|有关|等|局|—+|-+|\/)$/;
/** Words that open a verb phrase or a condition, never a name. */
const VERB_START =
  /^(?:按|内|通过|查看|参考|在|对|将|以|从|围绕|根据|结合|依法|依托|加强|推进|推动|积极|引导|鼓励|支持|督促|指导|进一步|有效|完善|健全|建立|开展|组织(?!部|人事)|做好|确保|充分|利用|运用|发挥|打造|优化|加快|加大|强化|深化|落实|严格|坚持|切实|统筹|协调|公开|参与|配合|探索|创新|持续|聚焦|提升|提高|不断|广泛|深入|全面|实施|实行|制定|完成|把|被|让|使|为|向|同时|及时|定期|集中|本次|此次|如|若|凡|经(?!济|信|开|发)|因|未|已|不|可|能|报|送|并|于|至|到|每|收到|接到|力争|规范|明确|采取|提供|设立|设置|召开|举办|举行|召集|同|年|月|日|<)/;

/** Whether a name reads like that of a unit: 县住建局, 各乡（镇）, 领导小组成员单位. */
export function looksLikeUnit(name: string): boolean {
  return ENDS_AS_UNIT.test(name) && !VERB_START.test(name);
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

/** The units of a list, in order, each once. `各乡（镇）` and `县（市、区）` stay whole. */
export function readUnits(list: string): string[] {
  const pieces = splitAt(
    foldMarks(list),
    (char, next) => /[、，；/]/.test(char) || (/\s/.test(char) && next !== '（'),
  );
  const names = pieces.flatMap(splitAtAnd).map(clean);
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
