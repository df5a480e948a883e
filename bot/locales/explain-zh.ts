/** Sentences of explanations and comparisons that are not quotes. */
import type { ComparedDocument } from '../../data/types.ts';
import type { ExplainWords } from '../../retrieval/explain/words.ts';

function name({ title, documentNumber }: ComparedDocument): string {
  const quoted = `《${title.replaceAll('《', '〈').replaceAll('》', '〉')}》`;
  return documentNumber ? `${quoted}（${documentNumber}）` : quoted;
}

const HEADS = { differs: '不同', alike: '相同', alone: '仅一份写明' };

export const explainZh: ExplainWords = {
  explains: (document, locator, model) =>
    `【解读，非原文】${name(document)}${locator ? `的${locator}` : ''}的要点如下，${model ? '由语言模型整理并逐条与原文核对' : '逐条摘自原文'}，以文件原文为准。`,
  compares: (left, right) =>
    `【对照，非原文】${name(left)}与${name(right)}，列出写明数字、日期的内容，以文件原文为准。`,
  line: (kind, subject) => `【${HEADS[kind]}】${subject}`,
  omitted: (count) => `另有 ${count} 处未列出，可在文件页面查看对照表。`,
  nothingToCompare: () => '两份文件里没有可以并列对照的数字、日期或限额。',
  whichDocument: (documents) =>
    `有几份文件都可能是要找的：\n${documents.map((each) => `- ${name(each)}`).join('\n')}\n请写出文号或完整标题。`,
};
