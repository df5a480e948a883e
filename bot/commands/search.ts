import { GongbaoError } from '../../data/errors.ts';
import type { Hit } from '../../data/types.ts';
import { scopeOfRole } from '../../retrieval/access.ts';
import { type BatchItem, readBatch } from '../batch.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import type { Library } from '../library.ts';

async function searchOne(
  item: BatchItem,
  options: CommonOptions & { readonly top: number },
  library: Library,
) {
  const began = performance.now();
  const hits = await library.assistant.search(item.text, scopeOfRole(item.role ?? options.role), options.top);
  return { query: item.text, hits, ms: Math.round(performance.now() - began) };
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
  try {
    const one: BatchItem[] = query === undefined ? [] : [{ text: query }];
    const items = query === undefined ? readBatch(options.batch ?? '-') : one;
    for await (const item of items) {
      const found = await searchOne(item, options, library);
      const line = item.id === undefined ? found : { id: item.id, ...found };
      console.out(options.json ? `${JSON.stringify(line)}\n` : `${found.hits.map(describeHit).join('\n')}\n`);
    }
  } finally {
    await library.close();
  }
}
