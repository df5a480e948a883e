import { describe, expect, it } from 'vitest';
import { type SeenFile, type WatchParts, watch } from '../../bot/watch.ts';

/** A folder, a clock and a library to watch with, all turned by hand. */
function bench(known: readonly string[] = []) {
  const files = new Map<string, { size: number; modifiedMs: number }>();
  const ingested: string[][] = [];
  const forgotten: string[] = [];
  const problems: unknown[] = [];
  let timers: { at: number; run: () => void }[] = [];
  let time = 0;
  let onChange = () => {};
  let broken = false;
  const parts: WatchParts = {
    list: async () => {
      if (broken) throw new Error('not mounted');
      return [...files].map(([source, state]): SeenFile => ({ source, path: `/in/${source}`, ...state }));
    },
    subscribe: (listener) => {
      onChange = listener;
      return () => {};
    },
    ingest: async (ready) => void ingested.push(ready.map(({ source }) => source)),
    forget: async (sources) => void forgotten.push(...sources),
    onProblem: (error) => problems.push(error),
    clock: {
      after: (delayMs, run) => {
        const timer = { at: time + delayMs, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((each) => each !== timer);
        };
      },
    },
    known,
  };
  const settle = async () => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return {
    parts,
    files,
    ingested,
    forgotten,
    problems,
    change: () => onChange(),
    breakFolder: (is: boolean) => {
      broken = is;
    },
    pass: async (ms: number) => {
      await settle();
      const end = time + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        time = next.at;
        timers = timers.filter((each) => each !== next);
        next.run();
        await settle();
      }
      time = end;
    },
  };
}

const TIMES = { settleMs: 100, rescanMs: 10_000 };

describe('watch', () => {
  it('reads a file once, when it has stopped growing', async () => {
    const b = bench();
    const watching = watch(b.parts, TIMES);
    await b.pass(10);
    for (const size of [10, 20, 30]) {
      b.files.set('a.txt', { size, modifiedMs: size });
      b.change();
      await b.pass(TIMES.settleMs);
    }
    expect(b.ingested).toEqual([]);
    await b.pass(3 * TIMES.settleMs);
    expect(b.ingested).toEqual([['a.txt']]);
    await b.pass(5 * TIMES.rescanMs);
    expect(b.ingested).toHaveLength(1);
    await watching.close();
  });

  it('finds what the system did not tell of at the next rescan', async () => {
    const b = bench();
    const watching = watch(b.parts, TIMES);
    await b.pass(10);
    b.files.set('a.txt', { size: 1, modifiedMs: 1 });
    await b.pass(TIMES.rescanMs + 2 * TIMES.settleMs);
    expect(b.ingested).toEqual([['a.txt']]);
    b.files.set('a.txt', { size: 2, modifiedMs: 2 });
    await b.pass(TIMES.rescanMs + 2 * TIMES.settleMs);
    expect(b.ingested).toEqual([['a.txt'], ['a.txt']]);
    await watching.close();
  });

  it('forgets a file that was missed twice, also one that went while nobody watched', async () => {
    const b = bench(['old.txt']);
    b.files.set('a.txt', { size: 1, modifiedMs: 1 });
    const watching = watch(b.parts, TIMES);
    await b.pass(5 * TIMES.settleMs);
    expect(b.forgotten).toEqual(['old.txt']);
    b.files.delete('a.txt');
    b.files.set('b.txt', { size: 1, modifiedMs: 1 });
    b.change();
    await b.pass(5 * TIMES.settleMs);
    expect(b.forgotten).toEqual(['old.txt', 'a.txt']);
    await watching.close();
  });

  it('does not forget a file that is replaced by deleting and writing it again', async () => {
    const b = bench();
    b.files.set('a.txt', { size: 1, modifiedMs: 1 });
    b.files.set('b.txt', { size: 1, modifiedMs: 1 });
    const watching = watch(b.parts, TIMES);
    await b.pass(5 * TIMES.settleMs);
    b.files.delete('a.txt');
    b.change();
    await b.pass(TIMES.settleMs);
    b.files.set('a.txt', { size: 2, modifiedMs: 2 });
    b.change();
    await b.pass(5 * TIMES.settleMs);
    expect(b.forgotten).toEqual([]);
    expect(b.ingested.at(-1)).toEqual(['a.txt']);
    await watching.close();
  });

  it('takes a folder that cannot be read, or is suddenly empty, for a disk that is away', async () => {
    const b = bench();
    for (const source of ['a', 'b', 'c']) b.files.set(source, { size: 1, modifiedMs: 1 });
    const watching = watch(b.parts, TIMES);
    await b.pass(5 * TIMES.settleMs);
    b.breakFolder(true);
    b.change();
    await b.pass(3 * TIMES.rescanMs);
    expect(b.problems.length).toBeGreaterThan(0);
    b.breakFolder(false);
    b.files.clear();
    await b.pass(3 * TIMES.rescanMs);
    expect(b.forgotten).toEqual([]);
    await watching.close();
  });
});
