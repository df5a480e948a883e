import type { DocumentSummary } from '../../../data/types.ts';
import type { Words } from '../../locales/zh.ts';

/** The name of what a title is about: 关于印发《泾源县…工作方案》的通知 → 泾源县…工作方案. */
function subjectOf(title: string): string {
  const inner = /《([^》]+)》?/.exec(title)?.[1] ?? title;
  return inner
    .replace(/^.{0,20}?关于(?:印发|成立|发放|转发)?/, '')
    .replace(/的(?:通知|通告|公告|决定|意见)$/, '')
    .replace(/[〈〉]/g, '')
    .trim();
}

type Kind = 'subsidy' | 'group' | 'plan' | 'any';

function kindOf(subject: string): Kind {
  if (/补贴|补助|津贴|奖励$/.test(subject)) return 'subsidy';
  if (/领导小组|委员会|指挥部/.test(subject)) return 'group';
  return /方案|计划|要点|分工|清单/.test(subject) ? 'plan' : 'any';
}

/** Subjects of other lengths make examples that nobody would type. */
const FITTING = { shortest: 4, longest: 24 };

/** One of each kind in turn, so that the examples show what can be asked. */
function interleave(subjects: readonly string[]): readonly string[] {
  const seen = new Map<Kind, number>();
  const turns = subjects.map((subject) => {
    const turn = seen.get(kindOf(subject)) ?? 0;
    seen.set(kindOf(subject), turn + 1);
    return { subject, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ subject }) => subject);
}

/**
 * Example questions for the start page: the general ones given, then some made from the titles in the
 * library, newest documents first.
 */
export function exampleQuestions(
  documents: readonly DocumentSummary[],
  general: readonly string[],
  words: Words,
  count = 6,
): readonly string[] {
  const subjects = [...documents]
    .sort((a, b) => (b.issuedOn ?? '').localeCompare(a.issuedOn ?? ''))
    .map(({ title }) => subjectOf(title))
    .filter(({ length }) => length >= FITTING.shortest && length <= FITTING.longest);
  const made = interleave(subjects).map((subject) => words.examples[kindOf(subject)](subject));
  return [...new Set([...general, ...made])].slice(0, count);
}
