import { GongbaoError } from '../../data/errors.ts';
import type { Citation, DocumentSummary } from '../../data/types.ts';
import { scopeOfRole } from '../../retrieval/access.ts';
import { writeComparison, writeExplanation } from '../../retrieval/explain/answer-request.ts';
import { nameDocument } from '../../retrieval/explain/name-document.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import type { Library } from '../library.ts';
import { explainZh } from '../locales/explain-zh.ts';
import { describeProof } from './ask.ts';

/** The document that a number, a title or an id names. @throws GongbaoError USAGE for none or several */
export function idOf(name: string, documents: readonly DocumentSummary[]): string {
  const own = documents.find(({ id }) => id === name);
  if (own) return own.id;
  const named = nameDocument(name, null, documents);
  if (named.kind === 'one') return named.document.id;
  const which =
    named.kind === 'several'
      ? `有几份文件都符合“${name}”：${named.documents.map(({ title, documentNumber }) => documentNumber ?? title).join('、')}。`
      : `文件库里没有“${name}”。`;
  throw new GongbaoError('USAGE', `${which}请写完整的文号或标题，见 gongbao documents。`);
}

const withProof = (text: string, citations: readonly Citation[]) =>
  `${[text, '', ...citations.map(describeProof)].join('\n')}\n`;

async function openDocuments(
  names: readonly string[],
  options: CommonOptions,
  library: Library,
): Promise<readonly string[]> {
  const documents = await library.assistant.documents(scopeOfRole(options.role), options.now());
  return names.map((name) => idOf(name, documents));
}

/** `gongbao explain DOCUMENT [--clause L]` */
export async function explainCommand(
  name: string,
  options: CommonOptions & { readonly clause?: string },
  { open, console }: CommandParts,
): Promise<void> {
  const library = open(options.data);
  try {
    const [id = ''] = await openDocuments([name], options, library);
    const scope = scopeOfRole(options.role);
    const found = await library.assistant.explain?.(id, scope, options.now(), options.clause ?? null);
    if (!found) throw new GongbaoError('USAGE', '没有可以归纳的要点。请核对条款的写法，或直接查看原文。');
    const text = () => withProof(writeExplanation(found, explainZh), found.citations);
    console.out(options.json ? `${JSON.stringify(found)}\n` : text());
  } finally {
    await library.close();
  }
}

/** `gongbao compare DOCUMENT OTHER` */
export async function compareCommand(
  names: readonly [string, string],
  options: CommonOptions,
  { open, console }: CommandParts,
): Promise<void> {
  const library = open(options.data);
  try {
    const [left = '', right = ''] = await openDocuments(names, options, library);
    const scope = scopeOfRole(options.role);
    const found = await library.assistant.compare?.([left, right], scope, options.now());
    if (!found) throw new GongbaoError('USAGE', '两次写的是同一份文件。请写两份不同的文件。');
    const text = () => withProof(writeComparison(found, explainZh), found.citations);
    console.out(options.json ? `${JSON.stringify(found)}\n` : text());
  } finally {
    await library.close();
  }
}
