/** The audit trail: who did or tried what, and whether it was allowed. The database refuses to change it. */
import type { Database } from './database.ts';

/** One line of the trail. `detail` must hold no secrets: no tokens, no codes. */
export interface AuditLine {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  /** What was done, as `area.verb`: subscription.create, sign-in.attempt. */
  readonly action: string;
  readonly subject: string | null;
  readonly outcome: 'allowed' | 'refused';
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Adds a line to the trail. */
export function audit(
  database: Database,
  line: Omit<AuditLine, 'id' | 'at' | 'detail' | 'subject'> & {
    readonly at: Date;
    readonly subject?: string | null;
    readonly detail?: AuditLine['detail'];
  },
): void {
  database.raw
    .prepare('INSERT INTO audit (at, actor, action, subject, outcome, detail) VALUES (?, ?, ?, ?, ?, ?)')
    .run(
      line.at.toISOString(),
      line.actor,
      line.action,
      line.subject ?? null,
      line.outcome,
      JSON.stringify(line.detail ?? {}),
    );
}

/** The trail between two instants, oldest first, at most `limit` lines; for an administrator's export. */
export function listAudit(
  database: Database,
  range: { readonly from?: Date; readonly to?: Date; readonly limit?: number } = {},
): readonly AuditLine[] {
  return database.raw
    .prepare<[string, string, number], Omit<AuditLine, 'detail'> & { detail: string }>(
      'SELECT * FROM audit WHERE at >= ? AND at < ? ORDER BY id LIMIT ?',
    )
    .all(range.from?.toISOString() ?? '', range.to?.toISOString() ?? '9', range.limit ?? 100_000)
    .map((row) => ({ ...row, detail: JSON.parse(row.detail) }));
}
