/** The text of an answer: a line a statement, the numbers of its citations behind it: `…完成。[1][2]`. */

/** A statement as a line of an answer. */
export interface WrittenStatement {
  readonly text: string;
  readonly citations: readonly number[];
}

/** The marks of citations behind what rests on them: `[1][2]`. */
export const citationMarks = (numbers: readonly number[]): string => numbers.map((n) => `[${n}]`).join('');

/** Statements as the text of an answer. */
export function writeStatements(statements: readonly WrittenStatement[]): string {
  return statements.map(({ text, citations }) => `${text}${citationMarks(citations)}`).join('\n');
}

/** The statements of an answer's text; those of `writeStatements` come back as they were. */
export function readStatements(answer: string): readonly WrittenStatement[] {
  return answer.split('\n').map((line) => {
    const marks = /((?:\[\d+\])+)$/.exec(line)?.[1] ?? '';
    const citations = [...marks.matchAll(/\d+/g)].map(([n]) => Number(n));
    return { text: line.slice(0, line.length - marks.length), citations };
  });
}
