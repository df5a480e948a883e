/** A message with several questions, 哪天截止？谁牵头？依据是哪一条？, is answered part by part. */
import type { Answer, Citation } from '../data/types.ts';
import type { AnswerWords } from './words.ts';
import { readStatements, writeStatements } from './written-answer.ts';

const ASKS =
  /什么|啥|哪|谁|多少|几|怎么|咋|如何|何时|何人|为何|是否|能否|可否|吗|有没有|能不能|可不可以|要不要|是不是|多久|多长|多大|依据/;
/** Asked beside something else, this is answered by the citations of the answer: each names document and clause. */
const BASIS =
  /^(?:那|请问|还有)?(?:政策|文件)?(?:依据|根据|出处)(?:是|在|的是)?(?:什么|啥|哪.{0,6}|第几条)[？?；;\s]*$/;
/** More parts than this are a text, not a message with questions. */
const MOST_PARTS = 4;

/** The questions of a message in their order; what asks nothing belongs to the question after it. */
export function splitQuestions(text: string): readonly string[] {
  const pieces = text.split(/(?<=[？?；;\n])/).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
  const parts: string[] = [];
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (!ASKS.test(piece)) continue;
    if (parts.length === 0 || !BASIS.test(waiting.trim())) parts.push(waiting.trim());
    waiting = '';
  }
  if (parts.length === 0 || parts.length > MOST_PARTS) return [text];
  return [...parts.slice(0, -1), `${parts.at(-1) ?? ''}${waiting}`.trim()];
}

type Body = Omit<Answer, 'question' | 'ms'>;

/** What was answered to one part. */
export interface Part {
  readonly question: string;
  readonly body: Body;
}

const distinct = <T>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

/** The answers to the parts as one: a passage is cited once, a statement made once, what was declined is said. */
export function joinParts(parts: readonly [Part, ...Part[]], words: AnswerWords): Body {
  const answered = parts.filter(({ body }) => body.status === 'answered');
  if (answered.length === 0) return parts[0].body;
  const citations: Citation[] = [];
  const numberOf = (citation: Citation): number => {
    const known = citations.find((each) => each.passageId === citation.passageId);
    if (known) return known.n;
    citations.push({ ...citation, n: citations.length + 1 });
    return citations.length;
  };
  const renumbered = answered.map(({ body }) => {
    const numbers = new Map(body.citations.map((each) => [each.n, numberOf(each)]));
    const renumber = <T extends { readonly citations: readonly number[] }>(item: T): T => ({
      ...item,
      citations: item.citations.flatMap((n) => numbers.get(n) ?? []),
    });
    return {
      statements: readStatements(body.answer).map(renumber),
      conflicts: body.conflicts.map(renumber),
    };
  });
  const declined = parts.filter(({ body }) => body.status !== 'answered');
  return {
    status: 'answered',
    answer: writeStatements(distinct(renumbered.flatMap(({ statements }) => statements))),
    citations,
    conflicts: distinct(renumbered.flatMap((each) => each.conflicts)),
    notices: distinct([
      ...answered.flatMap(({ body }) => body.notices),
      ...declined.map(({ question }) => words.declinedPart(question)),
    ]),
  };
}
