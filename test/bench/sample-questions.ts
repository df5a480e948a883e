/** What the benches over the sample have in common: its text, the questions asked of it, and how times are told. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../data/package-root.ts';

const read = (path: string) => readFileSync(join(packageRoot(), path), 'utf8');

export const sample = read('data/samples/泾源县人民政府公报-2023-04.txt');
export const questions: readonly string[] = read('test/eval/sample-dev.jsonl')
  .trim()
  .split('\n')
  .map((line): string => JSON.parse(line).question);

/** The time (ms) within which this share of the times lies: `percentile(times, 0.99)`; 1 for the worst. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
