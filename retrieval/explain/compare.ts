/** Two documents side by side: what both speak of, what differs in figures and dates, what one alone says. */
import type { Database } from '../../data/database.ts';
import type { Day } from '../../data/day.ts';
import { readTexts } from '../../data/documents.ts';
import { splitSentences } from '../../data/sentences.ts';
import type { Candidate, ComparedLine, ComparedSide, Comparison } from '../../data/types.ts';
import type { Scope } from '../access.ts';
import { Citations } from '../compose.ts';
import { atomise } from '../verify/atoms.ts';
import { checkStatement } from '../verify.ts';
import { readDocumentPassages } from './read-document.ts';

/** A sentence of a document with what it is compared by. */
interface Piece {
  readonly passage: Candidate;
  readonly text: string;
  /** Its pairs of characters, figures left out: what it speaks of. */
  readonly pairs: ReadonlySet<string>;
  readonly figures: readonly string[];
}

/** The number in front of an item is no figure of it. */
const LIST_MARK = /^\s*(?:附件\s*[:：]?\s*)?(?:[（(]?\d{1,3}[)）.．、])?\s*/;
/** A masked telephone number: who answers it is no figure of a plan. */
const MASKED = /\d\*{3,}\d/;
/** Sentences are of the same when they share this much of what they speak of. */
const SAME = 0.55;
const MOST_LINES = 40;
/** Sentences and rows of one document that are compared; each is held against each of the other's. */
const MOST_PIECES = 600;

function pairsOf(shape: string): Set<string> {
  const pairs = new Set<string>();
  for (let i = 1; i < shape.length; i++) {
    const pair = shape.slice(i - 1, i + 1);
    if (!/[#na]/.test(pair)) pairs.add(pair);
  }
  return pairs;
}

function piecesOf(passages: readonly Candidate[]): Piece[] {
  return passages
    .filter(({ kind }) => kind === 'clause' || kind === 'row')
    .flatMap((passage) => {
      const sentences =
        passage.kind === 'row'
          ? [passage.text]
          : splitSentences(passage.text).map(({ start, end }) => passage.text.slice(start, end));
      return sentences.map((text) => {
        const { shape, texts, figures } = atomise(text.replace(LIST_MARK, ''));
        return { passage, text, pairs: pairsOf(shape), figures: texts.filter((_, i) => figures[i] === true) };
      });
    })
    .filter(({ text, pairs, figures }) => pairs.size >= 6 && figures.length > 0 && !MASKED.test(text))
    .slice(0, MOST_PIECES);
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared++;
  return shared / Math.max(1, Math.min(a.size, b.size) + 0.3 * Math.abs(a.size - b.size));
}

/** Pairs of pieces of both documents, the likest first, each piece once. */
function matched(left: readonly Piece[], right: readonly Piece[]): [Piece, Piece][] {
  const all = left.flatMap((a) =>
    right.map((b) => ({ a, b, like: likeness(a.pairs, b.pairs) })).filter(({ like }) => like >= SAME),
  );
  const used = new Set<Piece>();
  return all
    .sort((x, y) => y.like - x.like)
    .flatMap(({ a, b }): [Piece, Piece][] => {
      if (used.has(a) || used.has(b)) return [];
      used.add(a).add(b);
      return [[a, b]];
    });
}

const sameFigures = (a: Piece, b: Piece) =>
  [...a.figures].sort().join('|') === [...b.figures].sort().join('|');

/** What a line is about: the nearest heading, else the first words. */
function subjectOf({ passage, text }: Piece): string {
  const heading = passage.path.at(-1);
  const isTitle = heading !== undefined && passage.title.includes(heading);
  return heading && !isTitle ? heading : `${text.replace(LIST_MARK, '').replace(/\s+/g, '').slice(0, 16)}…`;
}

type Pair = readonly [Piece | null, Piece | null];

/** Lines that differ first, then those that are alike, then those of one document alone. */
function arrange(left: readonly Piece[], right: readonly Piece[]): readonly Pair[] {
  const pairs = matched(left, right);
  const paired = new Set(pairs.flat());
  const differing = pairs.filter(([a, b]) => !sameFigures(a, b));
  const alike = pairs.filter(([a, b]) => sameFigures(a, b));
  const inOrder = (some: [Piece, Piece][]) => some.sort(([a], [b]) => a.passage.ordinal - b.passage.ordinal);
  return [
    ...inOrder(differing),
    ...inOrder(alike),
    ...left.filter((piece) => !paired.has(piece)).map((piece): Pair => [piece, null]),
    ...right.filter((piece) => !paired.has(piece)).map((piece): Pair => [null, piece]),
  ];
}

/**
 * Compares two documents that a reader may see, by their sentences and rows that hold figures; two years of one
 * plan so line up. Null where one of them is not there or not for this reader.
 */
export function compareDocuments(
  ids: readonly [string, string],
  scope: Scope,
  today: Day,
  { database }: { readonly database: Database },
  mostLines = MOST_LINES,
): Comparison | null {
  const [left, right] = ids.map((id) => readDocumentPassages(database, id, scope));
  const [a, b] = [left?.[0], right?.[0]];
  if (!left || !right || !a || !b || ids[0] === ids[1]) return null;
  const texts = readTexts(database, ids);
  const citations = new Citations(texts, today);
  const side = (piece: Piece | null): ComparedSide | null => {
    if (!piece) return null;
    const citation = citations.cite(piece.passage);
    const statement = { text: piece.text, citations: [citation] };
    const verdict = checkStatement(
      statement,
      citations.list,
      (id) => texts.get(id) ?? '',
      citations.passages,
    );
    return 'refused' in verdict ? null : { text: piece.text, citation };
  };
  const pairs = arrange(piecesOf(left), piecesOf(right));
  const lines = pairs
    .slice(0, mostLines)
    .map(([x, y]): ComparedLine => {
      const either = x ?? y;
      const differs = x !== null && y !== null && !sameFigures(x, y);
      return { subject: either ? subjectOf(either) : '', left: side(x), right: side(y), differs };
    })
    .filter((line) => line.left !== null || line.right !== null);
  const named = ({ documentId, documentNumber, title }: Candidate) => ({ documentId, documentNumber, title });
  const omitted = pairs.length - lines.length;
  return { documents: [named(a), named(b)], lines, omitted, citations: citations.list };
}
