/** What the reading thread and its owner say to each other. */
import type { ErrorCode } from '../../data/errors.ts';
import type { SourceText } from './reader.ts';

export interface ReaderRequest {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/** `recognition` says that pictures must be recognised, which may take longer. */
export type ReaderAnswer =
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly total: number }
  | { readonly kind: 'recognition'; readonly id: number }
  | { readonly kind: 'read'; readonly id: number; readonly source: SourceText }
  | { readonly kind: 'failed'; readonly id: number; readonly code: ErrorCode; readonly message: string };
