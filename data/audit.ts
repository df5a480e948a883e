/** The append-only record of administrative acts and refused access (the table refuses changes itself). */
import type { Database } from './database.ts';

/** One entry: who did what to what, and how it ended. `who` is a person's key, never a name. */
export interface AuditEntry {
  readonly at: Date;
  readonly who: string;
  readonly act: string;
  readonly object: string;
  readonly result: string;
}

/** Writes one entry. */
export async function audit(database: Database, entry: AuditEntry): Promise<void> {
  await database.kysely
    .insertInto('audit')
    .values({ ...entry, at: entry.at.toISOString() })
    .execute();
}

const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** The whole record as CSV with a byte-order mark, for spreadsheets; formulas are defused. */
export async function exportAudit(database: Database): Promise<string> {
  const rows = await database.kysely.selectFrom('audit').selectAll().orderBy('id').execute();
  const lines = rows.map((row) => [row.at, row.who, row.act, row.object, row.result].map(cell).join(','));
  return `\ufeff${['at,who,act,object,result', ...lines].join('\r\n')}\r\n`;
}
