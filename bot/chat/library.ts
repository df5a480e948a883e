import { findDocumentNumber, writeDocumentNumber } from '../../data/document-number.ts';
import type { DocumentSummary } from '../../data/types.ts';
import { publicScope } from '../../retrieval/access.ts';
import { type Context, type Reply, say } from '../context.ts';
import { plain, quote } from '../message.ts';
import { nameDocument } from '../render/answer.ts';
import { documentMessage, documentsMessage, hitsMessage } from '../render/lists.ts';
import type { Command } from './command.ts';

const SEARCH_TOP = 5;
const INLINE_TOP = 10;

/** /search */
export const searchCommand: Command = {
  name: 'search',
  audience: 'everyone',
  async run(context, query) {
    const { words, settings } = context;
    if (query === '') return say(words.commands.search);
    if ([...query].length > settings.maxQuestionLength) return say(words.tooLong(settings.maxQuestionLength));
    const hits = await context.assistant.search(query, context.scope, SEARCH_TOP);
    return [{ kind: 'say', message: hitsMessage(context, query, hits) }];
  },
};

const numberKey = (text: string) => {
  const number = findDocumentNumber(text);
  return number ? writeDocumentNumber(number) : null;
};

/** The documents that a number, or words of a title, name. An empty query names all. */
export async function findDocuments(context: Context, query: string): Promise<readonly DocumentSummary[]> {
  const documents = await context.assistant.documents(context.scope, context.at);
  const key = numberKey(query);
  if (key) return documents.filter((one) => one.documentNumber && numberKey(one.documentNumber) === key);
  return documents.filter((one) => one.title.includes(query) || one.documentNumber === query);
}

/** A page of documents, or the one document that the query names. */
export async function showDocuments(
  context: Context,
  query: string,
  from: number,
): Promise<readonly Reply[]> {
  const documents = await findDocuments(context, query);
  const [only, second] = documents;
  if (!only) return say(context.words.docNone(query));
  const message =
    second || query === ''
      ? documentsMessage(context, query, documents, from)
      : documentMessage(context, only);
  return [{ kind: 'change', message }];
}

/** /doc */
export const docCommand: Command = {
  name: 'doc',
  audience: 'everyone',
  run: (context, query) => showDocuments(context, query, 0),
};

/** Inline mode: passages of public documents, whoever asks, since the result lands in any chat. */
export async function inlineResults(context: Context, query: string): Promise<readonly Reply[]> {
  const asked = query.trim().slice(0, context.settings.maxQuestionLength);
  const hits = asked === '' ? [] : await context.assistant.search(asked, publicScope(), INLINE_TOP);
  const results = hits.map((hit) => ({
    id: String(hit.passageId),
    title: nameDocument(hit),
    description: hit.text.slice(0, 100),
    message: {
      text: [quote(hit.text), plain(`\n${context.words.inlineSource}：${nameDocument(hit)} ${hit.locator}`)],
      buttons: [],
    },
  }));
  return [{ kind: 'inline', results }];
}
