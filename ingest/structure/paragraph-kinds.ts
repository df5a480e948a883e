/** What an unnumbered paragraph of a document is for. */
import type { Line } from './repair.ts';

const DUTY =
  /^[（(]?\s*[一-鿿]{0,4}(?:责任|牵头|配合|主管|协办|协助|主办|完成|落实|指导|参与|包抓)(?:单位|部门|领导|人员|人|时限|时间|科室|机构)\s*[:：]\s*\S/;
const PERSON_DUTY = /^[（(]?\s*[一-鿿]{0,4}(?:责任|联系|指导|负责)人员?\s*[:：]/;
const TELEPHONE = /1\d{2}[\d*]{4}\d{4}|0\d{2,3}\s*[-—]\s*\d{7,8}/;
const UNIT_LABEL =
  /^([一-鿿（）()、]{2,18}(?:[局办部厅委镇乡府院会室社]|中心|公司|大队|分局|乡镇)|[一-鿿（）()、]{4,14}(?:单位|企业|机构|部门))[:：]\s*\S/;
const CONTACT =
  /^(?:联\s*系\s*(?:人|方式|单位)|联系电话|咨询电话|监督电话|举报电话|服务热线|电\s*话|手\s*机|邮\s*箱|电子邮箱|传\s*真|地\s*址|邮\s*编)\s*[:：]\s*\S/;
const CLOSING =
  /^(?:本|此|上述|以上)[一-鿿“”《》]{1,12}(?:自|有效期|由)|自.{2,20}起(?:正式)?(?:施行|实施|执行|生效)|^特此|^以上.{0,12}(?:执行|请|妥否)/;

/** True for a line that names who answers for the clause above it, or by when: 责任单位：…, （牵头领导：…）. */
export const isDuty = (text: string): boolean => DUTY.test(text);

/** True for a line that names people to call. */
const namesPeople = (text: string) => PERSON_DUTY.test(text) || TELEPHONE.test(text);

/** The unit whose duty a paragraph sets: `县住建局：负责…` → 县住建局. */
export function unitOf(text: string): string | null {
  return isDuty(text) ? null : (UNIT_LABEL.exec(text)?.[1] ?? null);
}

/** True for a line of the people or the office to turn to; forms with nothing filled in are none. */
export const isContact = (text: string): boolean => CONTACT.test(text);

/** True for a sentence by which a document ends: 本方案自印发之日起施行, 特此通知. */
export const isClosing = (text: string): boolean => CLOSING.test(text);

/** True for the record of printing at a document's foot (版记): 抄送：…, 某办公室 2023年7月8日印发. */
export const isImprint = (text: string): boolean =>
  text.length <= 120 && /^(?:抄送|抄报|主题词)\s*[:：]|\d\s*日\s*印发$/.test(text);

/** Short lines without a sentence: rosters, labels of forms, check lists. */
export const isListLike = (text: string): boolean => text.length <= 40 && !/[。；]/.test(text);

const ROSTER_LINE =
  /^(?:[一-鿿\s]{2,6}[:：]\s*)?[一-鿿]\s?[一-鿿]{1,3}\s+\S.*(?:长|主任|书记|主席|委员|员|经理)$/;

/** True for lines that mostly are names with posts. */
export function isRosterGroup(lines: readonly Line[]): boolean {
  return (
    lines.length >= 3 && lines.filter((line) => ROSTER_LINE.test(line.text)).length >= lines.length * 0.6
  );
}

/**
 * The lines after `at` that belong to the clause at `at`: who is responsible, by when, and the people to
 * call that are listed on under a 责任人.
 */
export function dutiesAfter(lines: readonly Line[], at: number, isFree: (at: number) => boolean): Line[] {
  const duties: Line[] = [];
  let people = false;
  for (let i = at + 1; i < lines.length; i++) {
    const line = lines[i];
    if (line?.kind !== 'text' || !isFree(i)) break;
    if (!isDuty(line.text) && !(people && TELEPHONE.test(line.text) && !isContact(line.text))) break;
    people ||= namesPeople(line.text);
    duties.push(line);
  }
  return duties;
}
