import type { Found } from './phrases.ts';

const STAGE_NAME =
  '(?:阶段|步骤|环节|时段|部署|动员|发动|实施|整改|总结|验收|自查|筹备|准备|启动|推进|提升|巩固|评估|检查|期)';
const IN_BRACKET = /（(?:时间：?|自|从)?$/;
const BEHIND_NAME = new RegExp(`${STAGE_NAME}[^（。；]{0,8}（(?:时间：?|自|从)?$`);
const BEHIND_STAGE = /(?:阶段|第[一二三四五六]步)(?:[^，。；：]{0,8})?(?:：|为|是|，|。|时间：?)$/;

/** True where a phrase gives the dates of a stage: （一）动员部署阶段（4月25日至5月10日）, 第一阶段：7月上旬. */
export function datesStage(sentence: string, found: Found): boolean {
  const before = sentence.slice(Math.max(0, found.start - 30), found.start);
  const after = sentence.slice(found.end, found.end + 3);
  if (IN_BRACKET.test(before) && /^(?:前|止|底|左右)?[）；，]/.test(after)) return BEHIND_NAME.test(before);
  return BEHIND_STAGE.test(before);
}
