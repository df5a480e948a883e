/** Deadlines that a language model proposed: they wait for a person, whatever else is known of them. */
import type { Stored } from './deadline-store.ts';
import type { Deadline } from './types.ts';

/** How the trace of a proposed deadline begins. */
export const PROPOSED = '语言模型提出，待人工核对';

/** Whether a deadline was proposed by a model, not read by the rules. */
export const isProposed = ({ trace }: Pick<Deadline, 'trace'>) => trace.startsWith(PROPOSED);

const overlap = (a: Deadline['span'], b: Deadline['span']) => a.start < b.end && b.start < a.end;

/**
 * The proposals of a document that its fresh text still bears out and its fresh reading does not hold: a reading
 * by rules alone must not take them away. Those of a withdrawn state stay withdrawn.
 */
export function standingProposals(
  old: readonly Stored[],
  text: string,
  fresh: readonly Deadline[],
): readonly Deadline[] {
  return old.flatMap(({ record, extracted }) => {
    if (!isProposed(record) || record.state === '已撤销') return [];
    const start = text.indexOf(record.quote);
    const span = { start, end: start + record.quote.length };
    if (start < 0 || fresh.some((each) => overlap(each.span, span))) return [];
    return [{ ...record, ...extracted, span }];
  });
}
