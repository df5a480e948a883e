/** Prepared statements, kept per connection: preparing costs more than running most of ours. */
import type { Database as Raw, Statement } from 'better-sqlite3';

const kept = new WeakMap<Raw, Map<string, Statement<unknown[], unknown>>>();

/** The statement for this SQL text on this connection, prepared once. */
export function statement<Values extends unknown[], Row = unknown>(
  raw: Raw,
  sql: string,
): Statement<Values, Row> {
  let statements = kept.get(raw);
  if (!statements) {
    statements = new Map();
    kept.set(raw, statements);
  }
  const known = statements.get(sql);
  // The types of a statement follow from its SQL, which is the key it is kept under.
  if (known) return known as unknown as Statement<Values, Row>;
  const made = raw.prepare<Values, Row>(sql);
  statements.set(sql, made as unknown as Statement<unknown[], unknown>);
  return made;
}
