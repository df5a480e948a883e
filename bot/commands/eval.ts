import { readFileSync } from 'node:fs';
import { GongbaoError } from '../../data/errors.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import { type EvalQuestion, parseQuestions } from '../eval/question.ts';
import { evaluate } from '../eval/run.ts';
import { formatFailures, formatMetrics } from '../eval/score.ts';

function readQuestions(file: string): EvalQuestion[] {
  try {
    return parseQuestions(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new GongbaoError('USAGE', `题目文件 ${file} 读不了（${why}）。格式见 test/eval/README.md。`, {
      cause: error,
    });
  }
}

/** `gongbao eval FILE`: scores a question file against the library. */
export async function evalCommand(
  file: string,
  options: CommonOptions & { readonly failures: boolean },
  { open, console }: CommandParts,
): Promise<void> {
  const questions = readQuestions(file);
  const library = open(options.data);
  try {
    const { search, answers } = await evaluate(questions, library.assistant, options.now());
    if (options.json) {
      console.out(`${JSON.stringify({ file, search: search.metrics, answers: answers.metrics })}\n`);
      return;
    }
    console.out(`${formatMetrics(search)}\n${formatMetrics(answers)}\n`);
    if (options.failures) console.out(`${formatFailures(search)}\n${formatFailures(answers)}\n`);
  } finally {
    await library.close();
  }
}
