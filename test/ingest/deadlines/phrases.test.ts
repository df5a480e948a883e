import { describe, expect, it } from 'vitest';
import { compactText } from '../../../ingest/deadlines/compact.ts';
import { findPhrases, PHRASE_RULES } from '../../../ingest/deadlines/phrases.ts';

describe('the table of phrases', () => {
  it.each(PHRASE_RULES.flatMap((rule) => rule.examples.map((example) => [example, rule.name] as const)))(
    '%s is read as: %s',
    (example, name) => {
      const [first] = findPhrases(compactText(example).text);
      expect(first?.rule).toBe(name);
    },
  );

  it('names each row once and gives each row but the contextual ones an example', () => {
    const names = PHRASE_RULES.map((rule) => rule.name);
    expect(new Set(names).size).toBe(names.length);
    expect(PHRASE_RULES.filter((rule) => rule.examples.length === 0).map((rule) => rule.name)).toEqual([
      'term of the document',
    ]);
  });
});
