/** From a reply's statement to one that can be checked: known ids, verbatim quotes, plain characters. */
import type { Candidate } from '../../data/types.ts';
import type { Statement } from '../compose.ts';
import type { ReplyStatement } from './reply.ts';

/** Folds width and leaves blank space out: the only ways a quote may differ from its passage. */
const folded = (text: string) => text.normalize('NFKC').replace(/\s/g, '');

const SHORTEST_QUOTE = 4;

/** Whether a quote stands verbatim in a passage; a few characters that stand anywhere prove nothing. */
export function quotes(quote: string, passage: Candidate): boolean {
  const wanted = folded(quote);
  const held = folded(passage.text);
  return wanted.length >= Math.min(SHORTEST_QUOTE, held.length) && held.includes(wanted);
}

/** Marks that models put into their text: [1], 【p12ab】, （条款 p12ab）; and characters that show nothing. */
export function plainText(text: string, ids: readonly string[]): string {
  const known =
    ids.length > 0
      ? new RegExp(`[\\[【（(<][^\\]】）)>]{0,12}(?:${ids.join('|')})[^\\]】）)>]{0,12}[\\]】）)>]`, 'g')
      : null;
  const bare = known ? text.replace(known, '') : text;
  return bare
    .replace(/\[\d{1,2}\]|【\d{1,2}】/g, '')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{So}]+/gu, ' ')
    .replace(/[*_`#]{1,3}/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

const QUESTION_WORDS =
  /什么时候|什么|哪些|哪个|哪一?[家份年天]|谁|多少|几[个项次]|怎么办?|如何|何时|是否|有没有|能否|吗|呢|为|是|有|的|由|在|要|需要?|应当?|负责|规定|要求|具体|和|与|及|[？?“”《》、，\s]/;

/**
 * Whether a follow-up question says nothing of its own: apart from question words, each run of it stands in
 * one of the passages. A question can carry a falsehood as well as a statement can.
 */
export function asksOfPassages(question: string, passages: readonly Candidate[]): boolean {
  if (!/^[\p{Script=Han}“”《》、，]{4,40}[？?]$/u.test(question)) return false;
  const runs = question.split(QUESTION_WORDS).filter(Boolean);
  const telling = runs.filter((run) => run.length > 1);
  return (
    telling.length > 0 &&
    passages.some(({ text, title }) => runs.every((run) => `${title}\n${text}`.includes(run)))
  );
}

/** Why a reply's statement cannot even be checked. */
export type Unfounded = 'unknown passage' | 'no quote';

/** A reply's statement with citations, or why there are none. `byId` holds what was shown for this question. */
export function foundStatement(
  { text, evidence }: ReplyStatement,
  byId: ReadonlyMap<string, Candidate>,
  cite: (passage: Candidate) => number,
):
  | { readonly statement: Statement; readonly passages: readonly Candidate[] }
  | { readonly unfounded: Unfounded } {
  const passages: Candidate[] = [];
  for (const { passage: id, quote } of evidence) {
    const passage = byId.get(id.trim());
    if (!passage) return { unfounded: 'unknown passage' };
    if (!quotes(quote, passage)) return { unfounded: 'no quote' };
    if (!passages.includes(passage)) passages.push(passage);
  }
  const citations = passages.map(cite);
  return { statement: { text: plainText(text, [...byId.keys()]), citations }, passages };
}
