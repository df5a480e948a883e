import { readAnswer, type StoredAnswer } from '../../data/answers.ts';
import { GongbaoError } from '../../data/errors.ts';
import { type Replay, replayAnswer } from '../../retrieval/replay.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';

const STANDING = { stands: '成立', changed: '原文已变', gone: '文件已不在库中' };

function describe({ id, askedAt, model, trace, answer }: StoredAnswer, replay: Replay): string {
  const lines = [
    `回答 ${id}（${askedAt.toISOString()}，${model ? `模型 ${model}` : '未用模型'}）`,
    `问：${answer.question}`,
    ...(trace.asked === answer.question ? [] : [`理解为：${trace.asked}`]),
    `答：${answer.answer}`,
    '',
    `检索 ${trace.searchMs} 毫秒，模型 ${trace.modelMs} 毫秒，用去 ${trace.inputTokens}+${trace.outputTokens} 个词元`,
    ...(trace.prompts.length > 0 ? [`提示词：${trace.prompts.join('、')}`] : []),
    ...(trace.failure ? [`模型未成：${trace.failure}`] : []),
    ...trace.refused.map(({ text, reason }) => `未予采用（${reason}）：${text}`),
    '',
    ...replay.citations.map(({ n, locator, standing }) => `[${n}] ${locator}：${STANDING[standing]}`),
    ...replay.statements.map(({ text, stands }) => `${stands ? '✓' : '✗'} ${text}`),
    replay.same ? '今天再问，回答相同。' : `今天再问，回答不同：\n${replay.again.answer}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** `gongbao replay ID`: how a stored answer came about, whether it still stands, and what is answered today. */
export async function replayCommand(
  id: string,
  options: CommonOptions,
  { open, console }: CommandParts,
): Promise<void> {
  const library = open(options.data);
  try {
    const stored = readAnswer(library.database, id);
    if (!stored)
      throw new GongbaoError('USAGE', `没有编号为 ${id} 的回答。请核对编号；旧的回答会按保存期限删除。`);
    const replay = await replayAnswer(stored, library.answering);
    console.out(options.json ? `${JSON.stringify({ ...stored, replay })}\n` : describe(stored, replay));
  } finally {
    await library.close();
  }
}
