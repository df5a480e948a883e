import { GongbaoError } from '../../data/errors.ts';
import type { Hit } from '../../data/types.ts';
import { scopeOfRole } from '../../retrieval/access.ts';
import { type BatchItem, passedThrough, readBatch } from '../batch.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import type { Console } from '../console.ts';
import type { Library } from '../library.ts';

interface Found {
  readonly query: string;
  readonly hits: readonly Hit[];
  readonly ms: number;
}

async function searchOne(
  item: BatchItem,
  options: CommonOptions & { readonly top: number },
  library: Library,
): Promise<Found> {
  const began = performance.now();
  const hits = await library.assistant.search(item.text, scopeOfRole(item.role ?? options.role), options.top);
  return { query: item.text, hits, ms: Math.round(performance.now() - began) };
}

/** A refused query of a batch finds nothing, so that the others go on. */
async function searchNext(
  item: BatchItem,
  options: CommonOptions & { readonly top: number },
  library: Library,
  console: Console,
): Promise<Found> {
  try {
    return await searchOne(item, options, library);
  } catch (error) {
    if (!(error instanceof GongbaoError) || error.code !== 'QUESTION_INVALID') throw error;
    console.err(`${error.message}\n`);
    return { query: item.text, hits: [], ms: 0 };
  }
}

function describeHit({ rank, documentNumber, title, locator, text }: Hit): string {
  return `${rank}. ${[documentNumber, `《${title}》`, locator].filter(Boolean).join(' ')}\n   ${text.replace(/\s+/g, ' ')}`;
}

/** `gongbao search QUERY [--top 10] [--batch …]` */
export async function searchCommand(
  query: string | undefined,
  options: CommonOptions & { readonly top: number; readonly batch?: string },
  { open, console }: CommandParts,
): Promise<void> {
  if ((query === undefined) === (options.batch === undefined)) {
    throw new GongbaoError('USAGE', '请给出一个查询，或用 --batch 文件 批量查询。');
  }
  const library = open(options.data);
  const write = (item: BatchItem, found: Found) => {
    const line = options.json
      ? JSON.stringify({ ...passedThrough(item), ...found })
      : found.hits.map(describeHit).join('\n');
    console.out(`${line}\n`);
  };
  try {
    if (query !== undefined) {
      write({ text: query }, await searchOne({ text: query }, options, library));
      return;
    }
    for await (const item of readBatch(options.batch ?? '-'))
      write(item, await searchNext(item, options, library, console));
  } finally {
    await library.close();
  }
}
