/** Batches of questions: one a line, or JSON lines; fields a caller gave pass through unchanged. */
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { GongbaoError } from '../data/errors.ts';

const Line = z.object({
  question: z.string().optional(),
  query: z.string().optional(),
  role: z.enum(['citizen', 'staff']).optional(),
  id: z.union([z.string(), z.number()]).optional(),
  source: z.string().optional(),
});

/** One line of a batch. */
export interface BatchItem {
  readonly text: string;
  readonly role?: 'citizen' | 'staff' | undefined;
  readonly id?: string | number | undefined;
  readonly source?: string | undefined;
}

/** What a caller gave with an item, to be put before its result; what was not given is left out of JSON. */
export const passedThrough = ({ id, role, source }: BatchItem) => ({ id, role, source });

function parseLine(line: string, number: number): BatchItem {
  if (!line.trimStart().startsWith('{')) return { text: line };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new GongbaoError('USAGE', `批量文件第 ${number} 行不是合法的 JSON。请改正该行。`, { cause: error });
  }
  const read = Line.safeParse(value);
  const text = read.success ? (read.data.query ?? read.data.question) : undefined;
  if (!read.success || text === undefined) {
    throw new GongbaoError(
      'USAGE',
      `批量文件第 ${number} 行缺少 question（或 query），或 role 不是 citizen/staff。请改正该行。`,
    );
  }
  return { ...read.data, text };
}

/**
 * Reads a batch line by line, so that it can be as long as it likes; `-` is standard input.
 * @throws GongbaoError FILE_MISSING, USAGE naming the line
 */
export async function* readBatch(path: string): AsyncGenerator<BatchItem> {
  if (path !== '-' && !existsSync(path))
    throw new GongbaoError('FILE_MISSING', `找不到批量文件 ${path}。请核对路径。`);
  const input = path === '-' ? process.stdin : createReadStream(path, 'utf8');
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    const text = number === 1 ? line.replace(/^\ufeff/, '') : line;
    if (text.trim() !== '') yield parseLine(text, number);
  }
}
