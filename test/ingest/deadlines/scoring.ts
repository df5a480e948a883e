/** Compares extracted deadlines with a gold list: (phrase, days or rule), and who is responsible. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../data/package-root.ts';
import type { Deadline, DocumentMetadata, Passage } from '../../../data/types.ts';
import { compactText } from '../../../ingest/deadlines/compact.ts';
import { extractDeadlines } from '../../../ingest/deadlines/extract.ts';
import { readStructure } from '../../../ingest/structure/outline.ts';
import { repairText } from '../../../ingest/structure/repair.ts';

/** One expected limit; `near` and `place` tell equal limits of one document apart. */
export interface Expected {
  readonly phrase: string;
  readonly kind: Deadline['kind'];
  readonly start: string | null;
  readonly due: string | null;
  readonly rrule: string | null;
  readonly responsible: readonly string[];
  readonly past?: boolean;
  readonly ambiguous?: boolean;
  readonly trigger?: string;
  readonly near?: string;
  readonly place?: 'clause' | 'row';
}

/** An entry of gold.jsonl: a text as an office writes it, with the limits a clerk would list. */
export interface GoldEntry {
  readonly id: string;
  readonly issuedOn: string;
  readonly title: string;
  readonly text: string;
  readonly expect: readonly Expected[];
}

export function readLines<T>(name: string): T[] {
  const path = join(packageRoot(), 'test/ingest/deadlines', name);
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

const squeeze = (text: string) => compactText(text).text;

function samePhrase(a: string, b: string): boolean {
  const [x, y] = [squeeze(a), squeeze(b)];
  return x.includes(y) || y.includes(x);
}

export function matches(deadline: Deadline, expected: Expected): boolean {
  if (!samePhrase(deadline.phrase, expected.phrase) || deadline.kind !== expected.kind) return false;
  if (deadline.start !== expected.start || deadline.due !== expected.due || deadline.rrule !== expected.rrule)
    return false;
  if (
    expected.near &&
    !squeeze(deadline.quote).includes(squeeze(expected.near)) &&
    expected.near !== '完成时限'
  )
    return false;
  if (expected.place && (expected.place === 'row') !== /行$/.test(deadline.locator)) return false;
  return (deadline.past ?? false) === (expected.past ?? false);
}

export const namesOf = (deadline: Deadline) =>
  deadline.responsible.map(({ role, name }) => `${role}:${name}`).sort();

/** What a comparison counts; the lists are for the reader of a failing test. */
export class Score {
  right = 0;
  readonly missed: string[] = [];
  readonly wrong: string[] = [];
  responsibleRight = 0;
  readonly responsibleWrong: string[] = [];

  add(id: string, found: readonly Deadline[], expected: readonly Expected[]): void {
    const left = [...found];
    for (const each of expected) {
      const wanted = JSON.stringify([...each.responsible].sort());
      const fitting = left.filter((deadline) => matches(deadline, each));
      const hit = fitting.find((deadline) => JSON.stringify(namesOf(deadline)) === wanted) ?? fitting[0];
      if (!hit) {
        this.missed.push(
          `${id} ${each.phrase} ${each.kind} ${each.start ?? ''}..${each.due ?? ''} ${each.rrule ?? ''}`,
        );
        continue;
      }
      left.splice(left.indexOf(hit), 1);
      this.right++;
      if (JSON.stringify(namesOf(hit)) === wanted) this.responsibleRight++;
      else
        this.responsibleWrong.push(
          `${id} ${each.phrase}: ${namesOf(hit).join(' ')} ≠ ${each.responsible.join(' ')}`,
        );
    }
    for (const extra of left)
      this.wrong.push(
        `${id} ${extra.phrase} ${extra.kind} ${extra.start ?? ''}..${extra.due ?? ''} ${extra.rrule ?? ''} 「${extra.quote.slice(0, 50)}」`,
      );
  }

  get precision(): number {
    return this.right / (this.right + this.wrong.length);
  }

  get recall(): number {
    return this.right / (this.right + this.missed.length);
  }

  get responsible(): number {
    return this.responsibleRight / this.right;
  }

  report(): string {
    const share = (value: number) => `${(value * 100).toFixed(1)} %`;
    const list = (name: string, lines: readonly string[]) => lines.map((line) => `${name} ${line}`);
    return [
      `right ${this.right}, precision ${share(this.precision)}, recall ${share(this.recall)}, responsible ${share(this.responsible)}`,
      ...list('missed', this.missed),
      ...list('extra ', this.wrong),
      ...list('who   ', this.responsibleWrong),
    ].join('\n');
  }
}

const METADATA: DocumentMetadata = {
  kind: 'document',
  documentNumber: null,
  title: '',
  contentsTitle: null,
  issuers: [],
  addressees: [],
  issuedOn: null,
  disclosure: null,
  visibility: 'public',
  validFrom: null,
  validUntil: null,
  attachments: [],
  publication: null,
};

/** A document of one text, structured as ingest would structure its body. */
export function documentOf(
  text: string,
  metadata: Partial<DocumentMetadata>,
): { metadata: DocumentMetadata; passages: readonly Passage[]; text: string } {
  const mended = repairText(text);
  const lines = { kind: 'document', lines: mended.lines, titleLines: 0, contentsTitle: null } as const;
  const { passages } = readStructure(lines, { headEnd: 0, signature: [] }, []);
  return { metadata: { ...METADATA, ...metadata }, passages, text: mended.text };
}

export function extractFrom(text: string, metadata: Partial<DocumentMetadata>): readonly Deadline[] {
  return extractDeadlines(documentOf(text, metadata));
}
