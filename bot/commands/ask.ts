import { GongbaoError } from '../../data/errors.ts';
import type { Answer, Citation } from '../../data/types.ts';
import { scopeOfRole } from '../../retrieval/access.ts';
import { type BatchItem, passedThrough, readBatch } from '../batch.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import type { Library } from '../library.ts';

/** A refused question of a batch is an answer too, so that the others go on. */
async function askOne(item: BatchItem, options: CommonOptions, library: Library): Promise<Answer> {
  try {
    return await library.assistant.ask(item.text, scopeOfRole(item.role ?? options.role), options.now());
  } catch (error) {
    if (!(error instanceof GongbaoError) || error.code !== 'QUESTION_INVALID') throw error;
    return {
      question: item.text,
      status: 'declined',
      answer: error.message,
      citations: [],
      conflicts: [],
      notices: [],
      ms: 0,
    };
  }
}

/** The proof of one [n]: where it stands, and what it says. */
export function describeProof({ n, documentNumber, title, locator, quote, page }: Citation): string {
  const source = [documentNumber, `《${title}》`, locator, page && `第${page}页`].filter(Boolean).join(' ');
  return `[${n}] ${source}\n    ${quote.replace(/\s+/g, ' ')}`;
}

/** An answer as text: what is said, what to note, then the proof of each [n]. */
export function describeAnswer(answer: Answer): string {
  const proof = answer.citations.map(describeProof);
  return [answer.answer, ...answer.notices, ...(proof.length > 0 ? [''] : []), ...proof].join('\n');
}

/** `gongbao ask [QUESTION] [--batch FILE|-]` */
export async function askCommand(
  question: string | undefined,
  options: CommonOptions & { readonly batch?: string },
  { open, console }: CommandParts,
): Promise<void> {
  if ((question === undefined) === (options.batch === undefined)) {
    throw new GongbaoError('USAGE', '请给出一个问题，或用 --batch 文件 批量提问。');
  }
  const library = open(options.data);
  const write = (item: BatchItem, answer: Answer) => {
    const line = options.json
      ? JSON.stringify({ ...passedThrough(item), ...answer })
      : describeAnswer(answer);
    console.out(`${line}\n`);
  };
  try {
    if (question !== undefined) {
      const answer = await library.assistant.ask(question, scopeOfRole(options.role), options.now());
      write({ text: question }, answer);
      return;
    }
    for await (const item of readBatch(options.batch ?? '-'))
      write(item, await askOne(item, options, library));
  } finally {
    await library.close();
  }
}
