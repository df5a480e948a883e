/** Codes are stable: logs, tests and scripts may rely on them. */
export type ErrorCode =
  | 'USAGE'
  | 'FILE_MISSING'
  | 'FILE_UNREADABLE'
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'FILE_BINARY'
  | 'FILE_ENCODING'
  | 'FILE_UNSUPPORTED'
  | 'FILE_DAMAGED'
  | 'FILE_ENCRYPTED'
  | 'FILE_HOSTILE'
  | 'FILE_TIMEOUT'
  | 'DATABASE_NEWER'
  | 'DATABASE_DAMAGED'
  | 'DISK_FULL'
  | 'PORT_IN_USE'
  | 'QUESTION_INVALID'
  | 'EMBEDDING_FAILED'
  | 'CONFIG_INVALID';

/**
 * An error whose message tells its reader, in Chinese, what happened and how to mend it.
 * `exitCode` is what the command line returns: 2 for wrong usage, 1 otherwise.
 */
export class GongbaoError extends Error {
  override readonly name = 'GongbaoError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  get exitCode(): 1 | 2 {
    return this.code === 'USAGE' ? 2 : 1;
  }
}
