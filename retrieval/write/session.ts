/** One answer in the making: what was shown to the model, which of its statements stand and which do not. */
import { randomBytes } from 'node:crypto';
import type { Database } from '../../data/database.ts';
import type { Day } from '../../data/day.ts';
import { readTexts } from '../../data/documents.ts';
import { readPassageAt } from '../../data/passages.ts';
import type { Candidate } from '../../data/types.ts';
import type { FencedPassage } from '../../prompts/fence.ts';
import { Citations, type Draft, type Statement } from '../compose.ts';
import { checkStatement, type Refusal } from '../verify.ts';
import { foundStatement, type Unfounded } from './evidence.ts';
import type { ReplyStatement } from './reply.ts';

/** A statement that was not let through. */
export interface Refused {
  readonly text: string;
  readonly reason: Refusal | Unfounded;
}

/** An id nobody outside this request can guess. */
export const unguessable = (prefix: string) => `${prefix}${randomBytes(5).toString('hex')}`;

const MOST_STATEMENTS = 8;

/** The statements of one answer, checked as they come. */
export class Session {
  readonly byId: ReadonlyMap<string, Candidate>;
  readonly accepted: Statement[] = [];
  readonly refused: Refused[] = [];
  readonly #seen = new Set<string>();
  readonly #citations: Citations;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #database: Database;
  readonly #most: number;

  constructor(passages: readonly Candidate[], database: Database, today: Day, most = MOST_STATEMENTS) {
    this.#most = most;
    this.byId = new Map(passages.map((passage) => [unguessable('p'), passage]));
    this.#database = database;
    this.#texts = readTexts(database, [...new Set(passages.map((each) => each.documentId))]);
    this.#citations = new Citations(this.#texts, today);
  }

  /** The passages as the model reads them. */
  get fenced(): readonly FencedPassage[] {
    return [...this.byId].map(([id, { documentNumber, title, locator, text }]) => ({
      ...{ id, documentNumber, title, locator, text },
    }));
  }

  get draft(): Draft {
    const { list, passages } = this.#citations;
    return { statements: this.accepted, citations: list, passages };
  }

  /** Checks a statement; returns it where it stands. One that was seen before is passed over. */
  take(reply: ReplyStatement): Statement | null {
    if (this.#seen.has(reply.text) || this.accepted.length >= this.#most) return null;
    this.#seen.add(reply.text);
    const found = foundStatement(reply, this.byId, (passage) => this.#citations.cite(passage));
    if ('unfounded' in found) {
      this.refused.push({ text: reply.text, reason: found.unfounded });
      return null;
    }
    const rows = found.passages.flatMap((row) => this.#supplying(row, found.statement.text));
    const statement = {
      text: found.statement.text,
      citations: [...new Set([...found.statement.citations, ...rows])],
    };
    const { list, passages } = this.#citations;
    const verdict = checkStatement(statement, list, (id) => this.#texts.get(id) ?? '', passages);
    if ('refused' in verdict) {
      this.refused.push({ text: reply.text, reason: verdict.refused });
      return null;
    }
    const accepted = { ...statement, citations: verdict.citations };
    this.accepted.push(accepted);
    return accepted;
  }

  /** Citations of the rows that print the merged cells which a statement tells. */
  #supplying(row: Candidate, text: string): number[] {
    return row.cells.flatMap((cell) => {
      if (!cell.inherited || !text.includes(cell.text)) return [];
      const above = readPassageAt(this.#database, row.documentId, cell.span);
      return above ? [this.#citations.cite({ ...row, ...above })] : [];
    });
  }
}
