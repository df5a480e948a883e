/** Names of issuing bodies as they stand under a document and at the head of its title. */

const END =
  '(?:办公[室厅]|人民政府|政府|委员会|党委|党组|常委会|[局厅部院会署司行委办]|中心|集团|公司|法院|检察院|指挥部|组|工作机制|机制|总队|支队|大队|联合会|协会|基金会|大学|学院|学校|医院|管理处|[政执][务法]处|基层司)';
const NAME = new RegExp(`^[一-鿿（）()、\\s·]{2,60}${END}(?:[（(][一-鿿]{1,10}[）)])?$`);
const SENTENCE = /[了将请把]|通知|如下|关于|附件|联系/;

/** True for a line that is the name of a body, or of several side by side. */
export function isOrganisation(text: string): boolean {
  const plain = text.replace(/[\s\u3000]+/g, ' ').trim();
  return plain.length <= 80 && NAME.test(plain) && !SENTENCE.test(plain);
}

/**
 * The bodies that one line names: `财政部 税务总局` are two, `某县人民政府 办公室` and a name broken over the
 * line are one.
 */
export function splitOrganisations(text: string): string[] {
  const parts = text.trim().split(/[\s\u3000]+|、/);
  const whole = parts.every((part) => part.length >= 3 && part !== '办公室' && isOrganisation(part));
  return whole ? parts : [text.replace(/\s+/g, '')];
}

/** The bodies in front of a title: `某市财政局 某市税务局关于印发…的通知`; none where no name stands there. */
export function organisationsOfTitle(title: string): string[] {
  const order = /^(.{2,40}?)(?:命令|令|公告|通告)$/.exec(title)?.[1];
  const prefix = /^(.{2,80}?)(?:印发|转发)?(?:关于|印发)/.exec(title)?.[1] ?? order ?? '';
  const name = prefix.replace(/^中华人民共和国(?=国务院|主席)/, '').trim();
  return name !== '' && !/^(?:转发|解读)/.test(name) && isOrganisation(name) ? splitOrganisations(name) : [];
}
