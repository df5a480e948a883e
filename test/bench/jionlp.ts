/**
 * Measures `parseTimeExpression` on the JioNLP time set: `npx tsx test/bench/jionlp.ts FILE [--misses]`.
 * What is out of scope is listed, with reasons, in test/ingest/deadlines/jionlp-scope.md.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDay } from '../../data/day.ts';
import { packageRoot } from '../../data/package-root.ts';
import { parseTimeExpression } from '../../ingest/deadlines/parse.ts';

interface Entry {
  readonly id: string;
  readonly input: string;
  readonly reference_iso: string | null;
  readonly gold_kind: string;
  readonly gold: readonly { readonly start?: string; readonly end?: string }[];
}

const scope = readFileSync(join(packageRoot(), 'test/ingest/deadlines/jionlp-scope.md'), 'utf8');
const listed = /```ids\n([\s\S]*?)```/.exec(scope)?.[1] ?? '';
const outOfScope = new Set(
  listed.split('\n').flatMap((line) =>
    line
      .split(' ')
      .slice(1)
      .map((id) => `jionlp-parse-${id}`),
  ),
);

const [file, option] = process.argv.slice(2);
if (!file) {
  console.error('usage: npx tsx test/bench/jionlp.ts FILE [--misses]');
  process.exit(2);
}
const entries = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line): Entry => JSON.parse(line));
const inScope = entries.filter(
  (entry) => entry.gold_kind === 'date_range_inclusive' && !outOfScope.has(entry.id),
);

let right = 0;
for (const entry of inScope) {
  const reference = parseDay((entry.reference_iso ?? '').slice(0, 10));
  const found = reference && parseTimeExpression(entry.input, { reference });
  const [gold] = entry.gold;
  const isRight = found?.start === gold?.start && found?.end === gold?.end;
  if (isRight) right++;
  else if (option === '--misses')
    console.log(
      `${entry.id} ${entry.input} (${reference}): ${found?.start}..${found?.end} ≠ ${gold?.start}..${gold?.end}`,
    );
}
console.log(
  `${entries.length} entries, ${inScope.length} in scope, ${right} right at both boundaries: ${((right / inScope.length) * 100).toFixed(1)} %`,
);
