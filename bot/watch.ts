/** Watches a folder: files put there are taken in once they are whole, files taken away are forgotten. */
import { watch as watchFolder } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';

/** A file as it was seen at one look; `source` is its path below the folder. */
export interface SeenFile {
  readonly path: string;
  readonly source: string;
  readonly size: number;
  readonly modifiedMs: number;
}

/** Timers, so that a test can turn the clock. */
export interface Clock {
  /** Runs once after a while; returns how to call it off. */
  after(delayMs: number, run: () => void): () => void;
}

/** What watching works with. */
export interface WatchParts {
  /** All files of the folder; throws where the folder cannot be read. */
  list(): Promise<readonly SeenFile[]>;
  /** Tells of changes as far as the system does; returns how to stop. */
  subscribe(onChange: () => void): () => void;
  ingest(files: readonly SeenFile[]): Promise<void>;
  forget(sources: readonly string[]): Promise<void>;
  /** Told of what could not be done; watching goes on. */
  onProblem(error: unknown): void;
  readonly clock: Clock;
  /** Names of the files that were taken in from this folder before. */
  readonly known: readonly string[];
}

/** How long a file must be unchanged before it is read, and how often the folder is looked through anyway. */
export interface WatchTimes {
  readonly settleMs: number;
  readonly rescanMs: number;
}

/** The times that serve everyday use. */
export const WATCH_TIMES: WatchTimes = { settleMs: 2_000, rescanMs: 60_000 };

/** The system's clock. */
export const systemClock: Clock = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

const stateOf = ({ size, modifiedMs }: SeenFile) => `${size} ${modifiedMs}`;

/** A folder that loses all of so many files at once is more likely not mounted than emptied. */
const SUSPICIOUS = 3;

/** What one look makes of the folder, given what was seen before and what is taken in. */
class Folder {
  /** State at the last look, and the state in which a file was taken in, by source. */
  #seen = new Map<string, string>();
  readonly #taken: Map<string, string>;

  constructor(known: readonly string[]) {
    this.#taken = new Map(known.map((source) => [source, '']));
  }

  /** @returns files that are whole and not yet taken in so, sources that are gone, and whether to look again */
  look(files: readonly SeenFile[]): { ready: SeenFile[]; gone: string[]; settling: boolean } {
    const before = this.#seen;
    this.#seen = new Map(files.map((file) => [file.source, stateOf(file)]));
    const fresh = files.filter((file) => this.#taken.get(file.source) !== stateOf(file));
    const ready = fresh.filter((file) => before.get(file.source) === stateOf(file));
    const missing = [...this.#taken.keys()].filter((source) => !this.#seen.has(source));
    const emptied = files.length === 0 && this.#taken.size >= SUSPICIOUS;
    const gone = emptied ? [] : missing.filter((source) => !before.has(source));
    const settling = ready.length < fresh.length || (!emptied && gone.length < missing.length);
    return { ready, gone, settling };
  }

  took(file: SeenFile): void {
    this.#taken.set(file.source, stateOf(file));
  }

  dropped(source: string): void {
    this.#taken.delete(source);
  }
}

/** A watched folder; `close` resolves when what is being taken in is done. */
export interface Watch {
  close(): Promise<void>;
}

/**
 * Looks at the folder now, after every change and every `rescanMs`. A file is read when two looks `settleMs`
 * apart saw it alike; one is forgotten when two looks missed it.
 */
export function watch(parts: WatchParts, times: WatchTimes = WATCH_TIMES): Watch {
  const folder = new Folder(parts.known);
  let cancel = () => {};
  let running: Promise<void> | null = null;
  let again = false;
  let closed = false;

  const schedule = (delayMs: number) => {
    cancel();
    if (!closed) cancel = parts.clock.after(delayMs, start);
  };
  const lookOnce = async (): Promise<number> => {
    const { ready, gone, settling } = folder.look(await parts.list());
    if (ready.length > 0) await parts.ingest(ready);
    for (const file of ready) folder.took(file);
    if (gone.length > 0) await parts.forget(gone);
    for (const source of gone) folder.dropped(source);
    return settling ? times.settleMs : times.rescanMs;
  };
  const start = (): void => {
    if (running) {
      again = true;
      return;
    }
    running = lookOnce()
      .catch((error: unknown) => {
        parts.onProblem(error);
        return times.rescanMs;
      })
      .then((delayMs) => {
        running = null;
        schedule(again ? times.settleMs : delayMs);
        again = false;
      });
  };
  const unsubscribe = parts.subscribe(() => {
    if (running) again = true;
    else schedule(times.settleMs);
  });
  start();
  return {
    close: async () => {
      closed = true;
      cancel();
      unsubscribe();
      await running;
    },
  };
}

/**
 * The files of a real folder with their sizes; one that vanishes between two calls is left out.
 * @throws what the system says of a folder that is not there
 */
export async function listFolder(folder: string): Promise<readonly SeenFile[]> {
  const seen: SeenFile[] = [];
  await stat(folder);
  for (const source of (await glob('**/*', { cwd: folder, dot: false })).sort()) {
    const path = join(folder, source);
    try {
      const { size, mtimeMs } = await stat(path);
      seen.push({ path, source, size, modifiedMs: mtimeMs });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return seen;
}

/** Changes below a real folder, where the system tells of them. */
export function subscribeFolder(folder: string, onProblem: (error: unknown) => void) {
  return (onChange: () => void): (() => void) => {
    try {
      const watcher = watchFolder(folder, { recursive: true }, onChange);
      watcher.on('error', onProblem);
      return () => watcher.close();
    } catch (error) {
      onProblem(error);
      return () => {};
    }
  };
}
