/** Finds figures for one indicator that differ: body and annex, two documents, a plan and its successor. */
import type { ConflictKind, ConflictSide, FigureConflict } from '../data/conflicts.ts';
import type { Figure, KeptFigure } from '../data/figures.ts';
import { sameIndicator, tellingLength } from './figures/indicator.ts';

/** Whether two figures cannot both hold: 85% is no conflict with 80%以上. */
export function contradict(a: Figure, b: Figure): boolean {
  if (a.value === b.value || a.unit !== b.unit) return false;
  if (a.bound === b.bound) return true;
  const [bounded, other] = a.bound === '=' ? [b, a] : [a, b];
  if (other.bound !== '=') return true;
  return bounded.bound === '≥' ? other.value < bounded.value : other.value > bounded.value;
}

const sameYear = (a: Figure, b: Figure) => a.year === b.year || a.year === null || b.year === null;

const sameCase = (a: Figure, b: Figure) => a.unit === b.unit && a.role === b.role && a.scope === b.scope;

/**
 * The figures of which there is one alone for their key, unit, year and scope among these: where a text
 * gives several (by stages, by places), none of them can be set against another text.
 */
function singleFigures<T extends Figure>(figures: readonly T[]): readonly T[] {
  const groups = new Map<string, T[]>();
  for (const figure of figures) {
    const { key, unit, year, scope, role } = figure;
    const name = [key, unit, year, scope, role].join('|');
    groups.set(name, [...(groups.get(name) ?? []), figure]);
  }
  return [...groups.values()].flatMap((group) =>
    group.every((each) => each.value === group[0]?.value) ? group.slice(0, 1) : [],
  );
}

/** One figure for each key of a document: its body's, else an annex's. */
function leadingFigures<T extends Figure>(figures: readonly T[]): readonly T[] {
  const body = singleFigures(figures.filter(({ part }) => part === '正文'));
  const known = new Set(figures.filter(({ part }) => part === '正文').map(({ key }) => key));
  const rest = singleFigures(figures.filter(({ part, key }) => part !== '正文' && !known.has(key)));
  return [...body, ...rest];
}

/** A short key alone may be anything (合格率 of what?): across documents more must be said. */
const TELLING_IN_ONE = 2;
const TELLING_ACROSS = 3;

function toConflict(kind: ConflictKind, a: KeptFigure, b: KeptFigure): FigureConflict {
  const side = ({ documentId, shown, part, span }: KeptFigure): ConflictSide => ({
    documentId,
    shown,
    part,
    span,
  });
  const subject = a.indicator.length <= b.indicator.length ? a.indicator : b.indicator;
  return { kind, subject: a.scope ? `${a.scope}${subject}` : subject, left: side(a), right: side(b) };
}

/** Between the parts of one document. */
export function conflictsWithin(figures: readonly KeptFigure[]): readonly FigureConflict[] {
  const parts = [...new Set(figures.map(({ part }) => part))];
  const single = parts.map((part) => singleFigures(figures.filter((figure) => figure.part === part)));
  return single.flatMap((own, i) =>
    single.slice(i + 1).flatMap((others) =>
      own.flatMap((figure) => {
        if (tellingLength(figure.key) < TELLING_IN_ONE) return [];
        const twins = others.filter(
          (other) =>
            sameCase(figure, other) && sameYear(figure, other) && sameIndicator(figure.key, other.key, true),
        );
        const exact = twins.filter((other) => other.key === figure.key);
        const [twin, second] = exact.length > 0 ? exact : twins;
        return twin && !second && contradict(figure, twin) ? [toConflict('parts', figure, twin)] : [];
      }),
    ),
  );
}

/** Between two documents; `kind` says what they are to each other. */
export function conflictsBetween(
  left: readonly KeptFigure[],
  right: readonly KeptFigure[],
  kind: 'documents' | 'change',
): readonly FigureConflict[] {
  const others = leadingFigures(right);
  return leadingFigures(left).flatMap((figure) => {
    if (tellingLength(figure.key) < TELLING_ACROSS) return [];
    const twins = others.filter((other) => other.key === figure.key && sameCase(figure, other));
    const [twin, second] = kind === 'change' ? twins : twins.filter((other) => figure.year === other.year);
    const dated = kind === 'change' || figure.year !== null;
    return twin && !second && dated && contradict(figure, twin) ? [toConflict(kind, figure, twin)] : [];
  });
}
