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

function questionAbout(title: string, { examples }: Words): string {
  const subject = subjectOf(title);
  if (/补贴|补助|津贴|奖励$/.test(subject)) return examples.subsidy(subject);
  if (/领导小组|委员会|指挥部/.test(subject)) return examples.group(subject);
  return /方案|计划|要点|分工|清单/.test(subject) ? examples.plan(subject) : examples.any(subject);
}

/** Subjects longer than this make an example that nobody would type. */
const LONGEST_SUBJECT = 24;

/**
 * Example questions for the start page: general ones first, then some made from the titles in the library,
 * the shortest subjects of the newest documents.
 */
export function exampleQuestions(
  documents: readonly DocumentSummary[],
  general: readonly string[],
  words: Words,
  count = 6,
): readonly string[] {
  const made = [...documents]
    .sort((a, b) => (b.issuedOn ?? '').localeCompare(a.issuedOn ?? ''))
    .filter(({ title }) => subjectOf(title).length <= LONGEST_SUBJECT && subjectOf(title).length >= 4)
    .map(({ title }) => questionAbout(title, words));
  return [...new Set([...general, ...made])].slice(0, count);
}
