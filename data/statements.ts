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

/** Most statements that kysely's side keeps; lists of any length in a query make many texts. */
const MOST = 500;

/** The connection as kysely sees it: preparing the same text again gives the statement that was kept. */
export function keepStatements(raw: Raw): Pick<Raw, 'prepare' | 'close'> {
  const statements = new Map<string, Statement<unknown[], unknown>>();
  const prepare = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    if (statements.size >= MOST) statements.clear();
    const made = raw.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  return { prepare: prepare as Raw['prepare'], close: () => raw.close() };
}
