/** Goes over a stored answer again: do its quotes still stand, do its statements still follow, is it said again? */
import type { StoredAnswer } from '../data/answers.ts';
import { readTexts } from '../data/documents.ts';
import { readCandidates } from '../data/passages.ts';
import type { Answer, Citation } from '../data/types.ts';
import { scopeOfStored } from './access.ts';
import { type AnswerParts, answerQuestion } from './answer.ts';
import { checkStatement, quoteStands } from './verify.ts';
import { readStatements } from './written-answer.ts';

/** What became of a stored answer. */
export interface Replay {
  readonly citations: readonly {
    readonly n: number;
    readonly locator: string;
    readonly standing: 'stands' | 'changed' | 'gone';
  }[];
  readonly statements: readonly { readonly text: string; readonly stands: boolean }[];
  /** The answer to the same question as of the same moment, from today's library. */
  readonly again: Answer;
  readonly same: boolean;
}

function standingOf(
  citation: Citation,
  texts: ReadonlyMap<string, string>,
): Replay['citations'][number]['standing'] {
  const text = texts.get(citation.documentId);
  if (text === undefined) return 'gone';
  return quoteStands(citation, text) ? 'stands' : 'changed';
}

/** Replays a stored answer within the scope it was given in; nothing new is kept. */
export async function replayAnswer(stored: StoredAnswer, parts: AnswerParts): Promise<Replay> {
  const { answer, visibilities, askedAt, trace } = stored;
  const texts = readTexts(parts.database, [...new Set(answer.citations.map((each) => each.documentId))]);
  const passages = readCandidates(
    parts.database,
    answer.citations.map((each) => each.passageId),
    visibilities,
  );
  const textOf = (id: string) => texts.get(id) ?? '';
  const { keep: _keep, ...quiet } = parts;
  const conversation = { history: [], document: trace.within[0] };
  const again = await answerQuestion(trace.asked, scopeOfStored(visibilities), askedAt, quiet, conversation);
  return {
    citations: answer.citations.map((each) => ({
      ...{ n: each.n, locator: each.locator, standing: standingOf(each, texts) },
    })),
    statements: (answer.citations.length > 0 ? readStatements(answer.answer) : []).map((statement) => ({
      text: statement.text,
      stands: !('refused' in checkStatement(statement, answer.citations, textOf, passages)),
    })),
    again,
    same: again.answer === answer.answer,
  };
}
