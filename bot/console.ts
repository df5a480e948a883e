/** Where a command writes: results to `out`, everything else to `err`; `failed` makes the exit code 1. */
export interface Console {
  out(text: string): void;
  err(text: string): void;
  /** True where `err` is a terminal that can show progress. */
  readonly isTerminal: boolean;
  failed: boolean;
}

/** The console of this process, which ends quietly when the reader of its output is gone (`… | head`). */
export function processConsole(): Console {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    failed: false,
  };
}
