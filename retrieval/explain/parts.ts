/** Which part of an explanation a sentence belongs to, told by its words and by the headings above it. */
import type { Candidate, ExplanationPart } from '../../data/types.ts';

interface PartRule {
  readonly part: ExplanationPart;
  /** In the heading above a sentence: it then weighs more. */
  readonly heading: RegExp;
  readonly text: RegExp;
}

/** The first row that fits decides; sentences that fit none are left out of an explanation. */
const RULES: readonly PartRule[] = [
  {
    part: '时限',
    heading: /时限|期限|时间|步骤|阶段|进度|施行日期|附则/,
    text: /\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?\s*(?:前|底前|底|之前)|(?:\d{4}\s*年)(?:年?底)前|\d+\s*(?:个工作日|天|日)(?:之?内|前)|有效期(?:至|为|\d)|自.{0,12}起(?:施行|执行|实施)|截止(?:时间|日期)/,
  },
  {
    part: '背景依据',
    heading: /依据|背景|总则|目的|通知|正文/,
    text: /^(?:为|根据|按照|依据|鉴于)(?:要求|了|深入|认真|全面|进一步|持续|切实|扎实|贯彻|推动|加强|规范|做好|《|国|中|省|自治区|区|市|县|有关).{6,}(?:制定|制订|印发|通知如下|提出|决定|方案|细则|如下|办法)/,
  },
  {
    part: '谁受影响',
    heading: /对象|范围|适用|条件|资格/,
    text: /适用(?:于|范围为)|对象(?:为|是|[:：])|具有.{0,12}户籍|符合.{0,16}条件的(?:人员|家庭|单位|企业|职工|残疾人|群众|居民|用户|农户|个人)|(?:本办法|本方案|本细则)所称/,
  },
  {
    part: '注意事项',
    heading: /监督|责任追究|罚则|纪律|保密|安全|注意|禁止/,
    text: /不得|严禁|禁止|不再|不予|除外|追究|追责|问责|通报批评|停气|处罚|不(?:低于|少于|超过).{0,12}(?:的|者),?不/,
  },
  {
    part: '目标任务',
    heading: /目标|任务|指导思想|总体|主要内容/,
    text: /(?:达到|实现|完成|建成|增长|覆盖).{0,24}(?:%|％|以上|目标|任务|个|亩|户|元|人|全覆盖)|(?:总体|主要|工作)?目标(?:为|是|[:：])/,
  },
  {
    part: '怎么办',
    heading: /程序|流程|办理|申请|方式|步骤|职责|分工|措施|标准|任务/,
    text: /申请|提交|报送|上报|审核|办理|负责|牵头|登记|填报|发放|采取|标准为|系数/,
  },
];

/** What an introductory notice says of every document, and what is a heading or a list of units alone. */
const EMPTY =
  /印发给你们|认真(?:抓好)?(?:贯彻)?(?:落实|执行)。?$|^[（(](?:牵头|责任|配合|完成)[^）)]*[）)]$|^完成时限/;

/** A sentence's part and how tellingly it speaks of it; null where it says nothing for an explanation. */
export function placeSentence(
  { path, locator }: Pick<Candidate, 'path' | 'locator'>,
  sentence: string,
): { readonly part: ExplanationPart; readonly weight: number } | null {
  if (EMPTY.test(sentence)) return null;
  const rule = RULES.find(({ text }) =>
    text.test(sentence.replace(/^\s*[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*/, '')),
  );
  if (!rule) return null;
  const places = [...path, locator.replace(/[\d第段]/g, '')];
  const byHeading = places.some((place) => rule.heading.test(place)) ? 2 : 0;
  const byPlace = /^附件/.test(locator) ? -1.5 : 0;
  const byLength = sentence.length > 90 ? -0.5 : 0;
  return { part: rule.part, weight: 1 + byHeading + byPlace + byLength };
}
