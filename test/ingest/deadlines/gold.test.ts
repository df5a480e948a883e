import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../data/day.ts';
import { packageRoot } from '../../../data/package-root.ts';
import type { Deadline } from '../../../data/types.ts';
import { extractDeadlines } from '../../../ingest/deadlines/extract.ts';
import { splitDocuments } from '../../../ingest/structure/gazette.ts';
import { frameOf, readMetadata } from '../../../ingest/structure/metadata.ts';
import { readStructure } from '../../../ingest/structure/outline.ts';
import { repairText } from '../../../ingest/structure/repair.ts';
import { type Expected, extractFrom, type GoldEntry, readLines, Score } from './scoring.ts';

describe('the gold set of ordinary texts', () => {
  const entries = readLines<GoldEntry>('gold.jsonl');
  const score = new Score();
  const negatives = entries.filter((entry) => entry.expect.length === 0);
  for (const { id, issuedOn, title, text, expect: expected } of entries)
    score.add(id, extractFrom(text, { issuedOn: parseDay(issuedOn), title }), expected);

  it('is large enough to mean something', () => {
    expect(entries.length).toBeGreaterThanOrEqual(150);
    expect(negatives.length).toBeGreaterThanOrEqual(40);
  });

  it('is read with precision, recall and responsibility of at least 0.95', () => {
    const report = score.report();
    console.info(report);
    expect(score.precision, report).toBeGreaterThanOrEqual(0.95);
    expect(score.recall, report).toBeGreaterThanOrEqual(0.95);
    expect(score.responsible, report).toBeGreaterThanOrEqual(0.95);
  });
});

describe('the sample gazette', () => {
  type SampleEntry = Expected & { readonly document: string };
  const expected = readLines<SampleEntry>('sample-gold.jsonl');
  const path = join(packageRoot(), 'data/samples/泾源县人民政府公报-2023-04.txt');
  const mended = repairText(readFileSync(path, 'utf8'));
  const found = new Map<string, readonly Deadline[]>();
  for (const part of splitDocuments(mended.lines)) {
    const frame = frameOf(part);
    const metadata = readMetadata(part, frame, null, 'sample');
    const announced = metadata.attachments.map(({ number, name }) => ({
      name: `附件${number}`,
      title: name,
    }));
    const { passages } = readStructure(part, frame, announced);
    found.set(metadata.documentNumber ?? '', extractDeadlines({ metadata, passages, text: mended.text }));
  }
  const all = [...found.values()].flat();

  it('gives the deadlines a clerk lists, with who owes them', () => {
    const score = new Score();
    for (const [document, deadlines] of found)
      score.add(
        document,
        deadlines,
        expected.filter((entry) => entry.document === document),
      );
    const report = score.report();
    console.info(report);
    expect(score.precision, report).toBeGreaterThanOrEqual(0.95);
    expect(score.recall, report).toBeGreaterThanOrEqual(0.95);
    expect(score.responsible, report).toBeGreaterThanOrEqual(0.95);
  });

  it('quotes verbatim, at the span it gives, with the phrase inside', () => {
    expect(all.length).toBeGreaterThan(60);
    for (const deadline of all) {
      expect(mended.text.slice(deadline.span.start, deadline.span.end)).toBe(deadline.quote);
      expect(deadline.quote).toContain(deadline.phrase);
      expect(deadline.task.length).toBeGreaterThan(1);
      expect(deadline.task.length).toBeLessThanOrEqual(40);
      expect(deadline.trace).not.toBe('');
      expect(deadline.due !== null || deadline.unresolved !== null).toBe(true);
    }
  });

  it('names the trigger of relative terms and shows the reckoning', () => {
    const relative = all.filter((deadline) => deadline.kind === 'relative');
    const issue = relative.find((deadline) => deadline.due !== null);
    expect(issue?.trigger).toEqual({ event: '制发', amount: 15, unit: 'day', direction: 'after' });
    expect(issue?.trace).toBe('制发日 2023-07-18 + 15 天 = 2023-08-02');
    const open = relative.find((deadline) => deadline.phrase.startsWith('公布后'));
    expect(open?.trigger).toEqual({ event: '公布', amount: 3, unit: 'working day', direction: 'after' });
    expect(open?.unresolved).toContain('公布');
  });

  it('flags a month before which work is due, with both readings', () => {
    const flagged = all.filter((deadline) => deadline.ambiguity !== null);
    expect(flagged.map((deadline) => deadline.phrase.replace(/\s/g, ''))).toEqual([
      '2023年10月前',
      '10月份前',
    ]);
    for (const { ambiguity, confidence } of flagged) {
      expect(ambiguity).toContain('2023-09-30');
      expect(ambiguity).toContain('2023-10-31');
      expect(confidence).toBeLessThan(0.7);
    }
  });
});
