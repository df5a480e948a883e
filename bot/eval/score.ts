/** Scores a batch of `search --json` or `ask --json` lines against a question file. Pure: no files, no clock. */
import { findDocumentNumber, writeDocumentNumber } from '../../data/document-number.ts';
import type { Answer, Citation, Hit } from '../../data/types.ts';
import { holds } from './folding.ts';
import type { AnswerableQuestion, EvalQuestion } from './question.ts';

/** What is read of one line of `search --json`; hits stand in the order of their rank. */
export interface SearchLine {
  readonly id?: string | undefined;
  readonly hits: readonly Pick<Hit, 'documentNumber' | 'text'>[];
}

/** What is read of one line of `ask --json`. */
export interface AnswerLine extends Pick<Answer, 'status' | 'answer'> {
  readonly id?: string | undefined;
  readonly citations: readonly Pick<Citation, 'documentNumber' | 'quote'>[];
}

/** Figures of one kind of question, by name. Null where nothing of the kind can be measured. */
export type Metrics = Readonly<Record<string, number | null>>;

/** One question that did not come out right: which measure it failed, what was wanted, what came. */
export interface Failure {
  readonly id: string;
  readonly kind: EvalQuestion['kind'];
  readonly question: string;
  readonly failed: readonly string[];
  readonly wanted: string;
  readonly got: string;
}

/** Metrics by kind (`answerable` sums up plain and everyday) and every question that failed one of them. */
export interface Report {
  readonly metrics: Readonly<Record<string, Metrics>>;
  readonly failures: readonly Failure[];
}

const share = (flags: readonly boolean[]): number | null =>
  flags.length === 0 ? null : flags.filter(Boolean).length / flags.length;

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1));
}

/** Lines by id. Throws on a line without id and on an id given twice: the figures would mean nothing. */
function byId<T extends { readonly id?: string | undefined }>(lines: readonly T[]): Map<string, T> {
  const found = new Map<string, T>();
  for (const line of lines) {
    if (line.id === undefined) throw new Error('a result line has no id: give the batch ids');
    if (found.has(line.id)) throw new Error(`two result lines have the id ${line.id}`);
    found.set(line.id, line);
  }
  return found;
}

function canonical(number: string | null): string | null {
  const found = number === null ? null : findDocumentNumber(number);
  return found ? writeDocumentNumber(found) : number;
}

const inDocument = <T extends { readonly documentNumber: string | null }>(
  question: AnswerableQuestion,
  items: readonly T[],
): T[] => items.filter((item) => canonical(item.documentNumber) === canonical(question.documentNumber));

const isAnswerable = (question: EvalQuestion): question is AnswerableQuestion =>
  question.kind !== 'unanswerable';

const foundIn = (texts: readonly string[], needle: string) => texts.some((text) => holds(text, needle));

/** Groups the judged questions: each kind, then both answerable kinds together; kinds not asked are left out. */
function byKind<T extends { readonly question: EvalQuestion }>(
  judged: readonly T[],
  measure: (group: readonly T[]) => Metrics,
): Record<string, Metrics> {
  const groups: [string, T[]][] = [
    ['plain', judged.filter(({ question }) => question.kind === 'plain')],
    ['everyday', judged.filter(({ question }) => question.kind === 'everyday')],
    ['answerable', judged.filter(({ question }) => isAnswerable(question))],
    ['unanswerable', judged.filter(({ question }) => !isAnswerable(question))],
  ];
  return Object.fromEntries(
    groups.filter(([, group]) => group.length > 0).map(([kind, group]) => [kind, measure(group)]),
  );
}

interface JudgedSearch {
  readonly question: AnswerableQuestion;
  /** Rank, from 1, of the first hit that is of the right document and holds a piece of evidence. */
  readonly rank: number;
  readonly allInFirst: boolean;
  readonly allInTop5: boolean;
  readonly top: string;
}

function judgeSearch(question: AnswerableQuestion, line: SearchLine | undefined): JudgedSearch {
  const hits = line?.hits ?? [];
  const right = new Set(inDocument(question, hits));
  const at = hits.findIndex(
    (hit) => right.has(hit) && question.evidence.some((piece) => holds(hit.text, piece)),
  );
  const allWithin = (count: number) => {
    const texts = inDocument(question, hits.slice(0, count)).map((hit) => hit.text);
    return question.evidence.every((piece) => foundIn(texts, piece));
  };
  return {
    question,
    rank: at < 0 ? Number.POSITIVE_INFINITY : at + 1,
    allInFirst: allWithin(1),
    allInTop5: allWithin(5),
    top: line ? `${hits[0]?.documentNumber ?? '(front matter or none)'} ${hits[0]?.text ?? ''}` : 'no line',
  };
}

function searchFailure(judged: JudgedSearch): Failure[] {
  const failed = [
    ...(judged.rank > 1 ? ['hit@1'] : []),
    ...(judged.rank > 5 ? ['hit@5'] : []),
    ...(judged.allInTop5 ? [] : ['evidence-all@5']),
  ];
  return failed.length === 0 ? [] : [failure(judged.question, failed, judged.top)];
}

function failure(question: EvalQuestion, failed: readonly string[], got: string): Failure {
  const wanted = isAnswerable(question)
    ? `${question.documentNumber ?? '(front matter)'} ${question.evidence.join(' ＋ ')}`
    : `declined (${question.reason})`;
  return { id: question.id, kind: question.kind, question: question.question, failed, wanted, got };
}

/**
 * Scores searches of the answerable questions. A hit is a passage of the right document whose text holds at
 * least one piece of evidence; `evidence-all@N` wants every piece within the first N passages. A question
 * without a line counts as missed.
 */
export function scoreSearch(questions: readonly EvalQuestion[], results: readonly SearchLine[]): Report {
  const lines = byId(results);
  const judged = questions
    .filter(isAnswerable)
    .map((question) => judgeSearch(question, lines.get(question.id)));
  const metrics = byKind(judged, (group) => ({
    questions: group.length,
    'hit@1': share(group.map(({ rank }) => rank <= 1)),
    'hit@5': share(group.map(({ rank }) => rank <= 5)),
    'evidence-all@1': share(group.map(({ allInFirst }) => allInFirst)),
    'evidence-all@5': share(group.map(({ allInTop5 }) => allInTop5)),
    'MRR@10': mean(group.map(({ rank }) => (rank <= 10 ? 1 / rank : 0))),
  }));
  return { metrics, failures: judged.flatMap(searchFailure) };
}

interface JudgedAnswer {
  readonly question: EvalQuestion;
  readonly line: AnswerLine | undefined;
  readonly evidenceCited: boolean;
  readonly correct: boolean;
}

function judgeAnswer(question: EvalQuestion, line: AnswerLine | undefined): JudgedAnswer {
  if (line?.status !== 'answered' || !isAnswerable(question)) {
    return { question, line, evidenceCited: false, correct: false };
  }
  const quotes = inDocument(question, line.citations).map((citation) => citation.quote);
  const said = [line.answer, ...line.citations.map((citation) => citation.quote)];
  return {
    question,
    line,
    evidenceCited: question.evidence.every((piece) => foundIn(quotes, piece)),
    correct: question.answer.every((piece) => foundIn(said, piece)),
  };
}

function failedMeasures({ question, line, evidenceCited, correct }: JudgedAnswer): string[] {
  const status = line?.status ?? 'no line';
  if (!isAnswerable(question)) return status === 'declined' ? [] : [`should be declined: ${status}`];
  if (status !== 'answered') return [`declined wrongly: ${status}`];
  return [...(evidenceCited ? [] : ['evidence cited']), ...(correct ? [] : ['answer correct'])];
}

function answerFailure(judged: JudgedAnswer): Failure[] {
  const failed = failedMeasures(judged);
  if (failed.length === 0) return [];
  const { answer = '', citations = [] } = judged.line ?? {};
  const cited = citations.map(
    ({ documentNumber, quote }) => `${documentNumber ?? '(front matter)'} ${quote}`,
  );
  return [failure(judged.question, failed, [answer, ...cited].join(' ‖ '))];
}

function measureAnswers(group: readonly JudgedAnswer[]): Metrics {
  const status = group.map(({ line }) => line?.status);
  const answered = group.flatMap(({ line }) => (line?.status === 'answered' ? [line] : []));
  const answerable = group.filter(({ question }) => isAnswerable(question));
  const measured = { questions: group.length, 'answered share': share(status.map((s) => s === 'answered')) };
  const extent = {
    'quotes per answer': mean(answered.map((line) => line.citations.length)),
    'median answer length': median(answered.map((line) => [...line.answer].length)),
  };
  if (answerable.length === 0) {
    return { ...measured, 'declined rightly': share(status.map((s) => s === 'declined')), ...extent };
  }
  return {
    ...measured,
    'evidence cited': share(group.map(({ evidenceCited }) => evidenceCited)),
    'answer correct': share(group.map(({ correct }) => correct)),
    'declined wrongly': share(status.map((s) => s !== 'answered')),
    ...extent,
  };
}

/**
 * Scores answers. `evidence cited`: every piece of evidence stands in quotes from the right document.
 * `answer correct`: every answer string stands in the answer or its quotes. Both count only answered lines but
 * are shares of all questions of the kind. An answerable question is `declined wrongly` when it is declined,
 * asked back or without a line; an unanswerable one is `declined rightly` only by status declined.
 */
export function scoreAnswers(questions: readonly EvalQuestion[], answers: readonly AnswerLine[]): Report {
  const lines = byId(answers);
  const judged = questions.map((question) => judgeAnswer(question, lines.get(question.id)));
  return { metrics: byKind(judged, measureAnswers), failures: judged.flatMap(answerFailure) };
}

function show(name: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return '-';
  return name === 'questions' ? String(value) : value.toFixed(3);
}

/** The metrics as lines of aligned text: a row a metric, a column a kind, `-` where it does not apply. */
export function formatMetrics({ metrics }: Report): string {
  const kinds = Object.keys(metrics);
  const names = [...new Set(kinds.flatMap((kind) => Object.keys(metrics[kind] ?? {})))];
  const rows = [
    ['', ...kinds],
    ...names.map((name) => [name, ...kinds.map((kind) => show(name, metrics[kind]?.[name]))]),
  ];
  const widths = ['', ...kinds].map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

/** The failures as text, one block each; what came is cut to `width` characters. */
export function formatFailures({ failures }: Report, width = 200): string {
  const cut = (text: string) => {
    const flat = text.replace(/\s+/g, ' ').trim();
    return flat.length > width ? `${flat.slice(0, width)}…` : flat;
  };
  return failures
    .map((f) => `${f.id} [${f.failed.join(', ')}] ${f.question}\n  wanted: ${f.wanted}\n  got: ${cut(f.got)}`)
    .join('\n');
}
