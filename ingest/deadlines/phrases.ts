/** The table of time phrases, and the scan that reads a text by it. A new phrase is a new row. */

import { MENTION_RULES } from './mentions.ts';
import { compilePattern } from './pattern.ts';
import type { PhraseRule, Reading, Strength } from './phrase.ts';
import { POINT_RULES } from './point-rules.ts';
import { RECURRING_RULES } from './recurring.ts';
import { eventSkip, OPEN_RULES, RELATIVE_RULES, unnamed, VALIDITY_RULES } from './relative.ts';

/** A time phrase found in a compact text, `[start, end)`. */
export interface Found {
  readonly rule: string;
  readonly strength: Strength;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly readings: readonly Reading[];
}

/** All rows in the order they claim text. */
export const PHRASE_RULES: readonly PhraseRule[] = [
  ...MENTION_RULES,
  ...VALIDITY_RULES,
  ...RECURRING_RULES,
  ...OPEN_RULES,
  ...RELATIVE_RULES,
  ...POINT_RULES,
];

interface Compiled extends PhraseRule {
  readonly pattern: RegExp;
}

const COMPILED: readonly Compiled[] = PHRASE_RULES.map((rule) => ({
  ...rule,
  pattern: compilePattern(rule.template),
}));

const WORTH_READING = /[年月日天周旬季节期时分五前后〔]|\d{4}[-./]\d/;

interface Claim {
  readonly start: number;
  readonly end: number;
}

function phraseSpan(match: RegExpExecArray): Claim {
  const kernel = match.indices?.groups?.k ?? match.indices?.groups?.k2;
  const [start, end] = kernel ?? [match.index, match.index + match[0].length];
  return { start, end };
}

/** The phrase without the words in front that only lead to its event: 起草单位将文件在|公布后3个工作日内. */
function trimmed(rule: Compiled, match: RegExpExecArray, span: Claim): Claim {
  const event = match.groups?.ev;
  const at = match.indices?.groups?.ev;
  if (!event || !at || rule.name === 'limit of a procedure') return span;
  const skip = eventSkip(event, rule.name === 'within, from the day of an event');
  return skip > 0 ? { start: at[0] + skip, end: span.end } : span;
}

function readMatch(rule: Compiled, match: RegExpExecArray, text: string): Found | null {
  const read = rule.read(match.groups ?? {});
  if (read === null) return null;
  const span = trimmed(rule, match, phraseSpan(match));
  const readings: readonly Reading[] = 'kind' in read ? [read] : read;
  return {
    rule: rule.name,
    strength: rule.strength,
    ...span,
    text: text.slice(span.start, span.end),
    readings,
  };
}

const AMOUNT = compilePattern('^(?:{short}-)?{n}{unit}(?:之内|以内|内)?$');

/** A bare amount under a label (办理时限：10个工作日): a limit from the acceptance of a case. */
export function findAmount(text: string): Found | null {
  AMOUNT.lastIndex = 0;
  const match = AMOUNT.exec(text);
  const reading = match && unnamed(match.groups ?? {}, '受理');
  return reading
    ? {
        rule: 'amount under a label',
        strength: 'strong',
        start: 0,
        end: text.length,
        text,
        readings: [reading],
      }
    : null;
}

/** Reads the time phrases of a compact text, in order; mentions are among them, overlapping ones are not. */
export function findPhrases(text: string): Found[] {
  if (!WORTH_READING.test(text)) return [];
  const taken = new Uint8Array(text.length);
  const found: Found[] = [];
  for (const rule of COMPILED) {
    rule.pattern.lastIndex = 0;
    for (let match = rule.pattern.exec(text); match; match = rule.pattern.exec(text)) {
      if (match[0] === '') {
        rule.pattern.lastIndex++;
        continue;
      }
      const { start, end } = phraseSpan(match);
      if (taken.subarray(start, end).includes(1)) {
        rule.pattern.lastIndex = match.index + 1;
        continue;
      }
      const phrase = readMatch(rule, match, text);
      if (!phrase) {
        rule.pattern.lastIndex = match.index + 1;
        continue;
      }
      taken.fill(1, phrase.start, end);
      found.push(phrase);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
