/** Tells passages that say the same but for numbers, years and places: two editions of one text. */
import type { Candidate } from '../data/types.ts';
import { barePlace } from './edition-ask.ts';
import { fold } from './tokenize.ts';

/** A passage with what remains of it without numbers, years and its place. */
export interface Masked {
  readonly text: string;
  readonly shingles: ReadonlySet<string>;
}

const NUMERAL = /[0-9０-９.,%％]+|[零〇一二三四五六七八九十百千万亿两]+(?=[年月日个项次户人万亿%、）.．])/g;
const SHINGLE = 4;

/** Masks a passage's text. */
export function maskPassage({ text, region }: Candidate): Masked {
  const bare = region ? barePlace(region) : '';
  let plain = fold(text);
  if (bare) plain = plain.replaceAll(bare, '');
  plain = plain.replace(NUMERAL, '').replace(/[\s\p{P}\p{S}]/gu, '');
  const shingles = new Set<string>();
  for (let i = 0; i + SHINGLE <= plain.length; i++) shingles.add(plain.slice(i, i + SHINGLE));
  return { text: plain, shingles };
}

/** Texts shorter than this when masked are alike only when they are the same. */
const SHORT = 24;
/** Share of shingles that a passage and its twin in another edition of the plan have in common. */
const ALIKE = 0.6;

/** The part of a series' key that all places share: the plan's name. */
export function planOf({ series = '' }: Candidate): string {
  return series.slice(series.indexOf('|') + 1);
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const shingle of small) if (large.has(shingle)) shared++;
  return shared / Math.max(1, small.size + large.size - shared);
}

/** Whether passages of two editions of one plan say the same but for numbers, years and places. */
export function areLookAlikes(a: Candidate, maskedA: Masked, b: Candidate, maskedB: Masked): boolean {
  if (a.documentId === b.documentId || a.kind !== b.kind) return false;
  const plan = planOf(a);
  if (plan === '' || plan !== planOf(b)) return false;
  if (maskedA.text === maskedB.text) return true;
  if (Math.min(maskedA.text.length, maskedB.text.length) < SHORT) return false;
  return overlap(maskedA.shingles, maskedB.shingles) >= ALIKE;
}
