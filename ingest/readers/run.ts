/** Reads files in a thread of their own, with a deadline and a memory limit, so that no file can cost the process. */
import { Worker } from 'node:worker_threads';
import { GongbaoError } from '../../data/errors.ts';
import { LIMITS } from './limits.ts';
import type { ReaderAnswer, ReaderRequest } from './messages.ts';
import type { ReadOptions, SourceText } from './reader.ts';

/** Overrides for tests and for small machines. */
export interface ThreadLimits {
  readonly textMs?: number;
  readonly ocrMs?: number;
  readonly heapMb?: number;
}

/** In development the sources run as they are, through tsx, which must be told so in every thread. */
const FROM_SOURCE = `
  const { workerData } = require('node:worker_threads');
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(workerData.entry);
  });
`;

function startWorker(heapMb: number): Worker {
  const options = { resourceLimits: { maxOldGenerationSizeMb: heapMb }, stdout: true, stderr: true };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./worker.js', import.meta.url), options);
  const entry = new URL('./worker.ts', import.meta.url).href;
  return new Worker(FROM_SOURCE, { ...options, eval: true, workerData: { entry } });
}

const seconds = (ms: number) => Math.round(ms / 1_000);

function timedOut(fileName: string, ms: number): GongbaoError {
  return new GongbaoError(
    'FILE_TIMEOUT',
    `${fileName} 在 ${seconds(ms)} 秒内没有读完，已停止。请拆分成较小的文件，或另存为 DOCX 再导入。`,
  );
}

function crashed(fileName: string, cause: unknown): GongbaoError {
  return new GongbaoError(
    'FILE_HOSTILE',
    `${fileName} 占用的内存超过限度或使读取程序中断，没有读入。请拆分成较小的文件，或另存为 DOCX、PDF 再导入。`,
    { cause },
  );
}

/**
 * One reading thread. Reads wait for each other; for several at a time open several. The thread starts with
 * the first file, lives on between files, and is replaced after a file that had to be stopped.
 */
export class ReaderThread {
  readonly #limits: Required<ThreadLimits>;
  #worker: Worker | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #nextId = 1;

  constructor(limits: ThreadLimits = {}) {
    this.#limits = { textMs: LIMITS.textMs, ocrMs: LIMITS.ocrMs, heapMb: LIMITS.heapMb, ...limits };
  }

  /**
   * Reads one file. @throws GongbaoError FILE_TIMEOUT past the deadline, FILE_HOSTILE when memory runs out,
   * and whatever the readers throw.
   */
  read(bytes: Uint8Array, fileName: string, options: ReadOptions = {}): Promise<SourceText> {
    const run = this.#queue.then(() => this.#readNow(bytes, fileName, options));
    this.#queue = run.catch(() => undefined);
    return run;
  }

  /** Ends the thread; a file that is being read fails. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
  }

  async #readNow(bytes: Uint8Array, fileName: string, options: ReadOptions): Promise<SourceText> {
    this.#worker ??= startWorker(this.#limits.heapMb);
    const worker = this.#worker;
    const listeners = new AbortController();
    worker.ref();
    try {
      return await this.#converse(worker, { id: this.#nextId++, bytes, fileName }, options, listeners.signal);
    } catch (error) {
      if (error instanceof Interruption) {
        this.#worker = null;
        await worker.terminate();
        throw error.told;
      }
      throw error;
    } finally {
      listeners.abort();
      worker.unref();
    }
  }

  #converse(worker: Worker, request: ReaderRequest, options: ReadOptions, signal: AbortSignal) {
    const { id, fileName } = request;
    return new Promise<SourceText>((resolve, reject) => {
      const stop = (error: GongbaoError) => reject(new Interruption(error));
      const expire = (ms: number) => setTimeout(() => stop(timedOut(fileName, ms)), ms);
      let timer = expire(this.#limits.textMs);
      const hear = (answer: ReaderAnswer) => {
        if (answer.id !== id) return;
        if (answer.kind === 'progress') options.onProgress?.(answer.done, answer.total);
        if (answer.kind === 'recognition') {
          clearTimeout(timer);
          timer = expire(this.#limits.ocrMs);
          options.onRecognition?.();
        }
        if (answer.kind === 'read') resolve(answer.source);
        if (answer.kind === 'failed') reject(new GongbaoError(answer.code, answer.message));
      };
      const fail = (cause: unknown) => stop(crashed(fileName, cause));
      worker.on('message', hear).on('error', fail).on('exit', fail);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        worker.off('message', hear).off('error', fail).off('exit', fail);
      });
      worker.postMessage(request);
    });
  }
}

/** The thread itself failed and must be replaced; `told` is what the caller hears. */
class Interruption extends Error {
  readonly told: GongbaoError;

  constructor(told: GongbaoError) {
    super(told.message);
    this.told = told;
  }
}
