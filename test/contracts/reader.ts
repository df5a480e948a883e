/** What every reader must do, whatever its format. */
import { describe, expect, it } from 'vitest';
import { GongbaoError } from '../../data/errors.ts';
import type { Reader, SourceText } from '../../ingest/readers/reader.ts';
import { READERS, readFileBytes } from '../../ingest/readers/readers.ts';

/** A file with what must be found in it. */
export interface ReaderFixture {
  readonly what: string;
  readonly fileName: string;
  readonly bytes: () => Promise<Uint8Array> | Uint8Array;
  /** The exact lines expected, without the empty ones. */
  readonly lines: readonly string[];
  /** Recognition takes seconds a page: such fixtures are not read again and again. */
  readonly slow?: boolean;
}

const linesOf = (source: SourceText) => source.text.split('\n').filter((line) => line !== '');

/** Either the text or the error a person sees; anything else fails the test. */
async function outcome(bytes: Uint8Array, fileName: string): Promise<SourceText | GongbaoError> {
  try {
    return await readFileBytes(bytes, fileName);
  } catch (error) {
    if (error instanceof GongbaoError) return error;
    throw error;
  }
}

/** Recognition may have to share the machine with other tests. */
const SLOW_MS = 300_000;

/** Runs the contract on one reader with its fixtures. */
export function describeReader(reader: Reader, fixtures: readonly ReaderFixture[]): void {
  describe(`the ${reader.name} reader`, () => {
    it.each(fixtures)('reads $what', { timeout: SLOW_MS }, async ({ bytes, fileName, lines }) => {
      const source = await reader.read(await bytes(), fileName, {});
      expect(linesOf(source)).toEqual(lines);
      expect(source.text).not.toMatch(/[\r\f\0]/);
      expect(source.format).not.toBe('');
      for (const { start } of source.pages ?? []) expect(start).toBeLessThanOrEqual(source.text.length);
    });

    it.each(fixtures)('is chosen for $what by content, whatever the name', async ({ bytes }) => {
      const found = READERS.find(async (each) => each.accepts(await bytes(), '通知.bin'));
      expect(found).toBeDefined();
      expect(reader.accepts(await bytes(), '通知.bin') || reader.name === 'markdown').toBe(true);
    });

    const quick = fixtures.filter((fixture) => !fixture.slow);
    it.skipIf(quick.length === 0).each(quick)(
      'reads $what the same way twice',
      async ({ bytes, fileName }) => {
        const once = await reader.read(await bytes(), fileName, {});
        expect(await reader.read(await bytes(), fileName, {})).toEqual(once);
      },
    );

    it.each(fixtures)(
      'answers $what cut short with text or a clear error',
      async ({ bytes, fileName, slow }) => {
        const whole = await bytes();
        for (const share of slow ? [0, 0.01] : [0, 0.01, 0.3, 0.6, 0.9, 0.99]) {
          const result = await outcome(whole.subarray(0, Math.floor(whole.length * share)), fileName);
          if (!(result instanceof GongbaoError)) continue;
          expect(result.code).toMatch(/^FILE_/);
          expect(result.message).toMatch(/[一-鿿]/);
          expect(result.message).toContain(fileName);
        }
      },
    );
  });
}
