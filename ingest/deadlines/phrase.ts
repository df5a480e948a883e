/** What a time phrase says, before any day is reckoned. */
import type { Precision, Trigger } from '../../data/types.ts';
import type { Groups, Point } from './point.ts';

/** A recurrence: the rule of RFC 5545, and how exact its days are. */
export interface Recurrence {
  readonly rrule: string;
  readonly precision: Precision;
  /** Set where the phrase is read differently by different people. */
  readonly ambiguity: string | null;
  /** First month of a stretch that ends with each occurrence (每年9月 → 9). */
  readonly firstMonth: number | null;
  /** What the trace adds: 每期至少 4 次. */
  readonly note: string;
}

/** A time phrase read from a text; `mention` is one that sets no limit. */
export type Reading =
  | { readonly kind: 'mention' }
  /** By a point: before it (10月前), at its end (10月底), or within it (年内). */
  | { readonly kind: 'by'; readonly point: Point; readonly bound: 'before' | 'end' }
  /** In a point (8月份), which is a stretch. */
  | { readonly kind: 'in'; readonly point: Point }
  | { readonly kind: 'range'; readonly from: Point; readonly to: Point }
  | { readonly kind: 'recurring'; readonly recurrence: Recurrence }
  /** `own`: the event is the issue of this very document (自印发之日起) or its coming into force. */
  | { readonly kind: 'relative'; readonly trigger: Trigger; readonly own: 'issue' | 'force' | null }
  /** In force until a point, for a time, or up to the day before a point (自…起失效). */
  /** By an everyday word that the date of issue fixes: 本周五. */
  | { readonly kind: 'spoken'; readonly words: string }
  | {
      readonly kind: 'until';
      readonly point: Point;
      readonly bound: 'end' | 'before';
      readonly from?: Point;
    }
  | { readonly kind: 'term'; readonly amount: number; readonly unit: 'month' | 'year' }
  /** Comes into force: on a point, or with the issue of the document (null). */
  | { readonly kind: 'force'; readonly point: Point | null }
  /** Named, but nobody can say the day from the text alone (节前, 农历). */
  | { readonly kind: 'open'; readonly why: string };

/**
 * How much the words alone prove. `strong` is a limit wherever it stands, `target` needs something to be
 * reached, `bare` (8月份) needs a duty right behind it or a label before it.
 */
export type Strength = 'strong' | 'target' | 'bare';

/** A row of the phrase table. The group `k`, where present, marks the phrase inside the match. */
export interface PhraseRule {
  readonly name: string;
  readonly template: string;
  readonly strength: Strength;
  readonly read: (groups: Groups) => Reading | readonly Reading[] | null;
  /** What the row is for; each example is a test. */
  readonly examples: readonly string[];
}
