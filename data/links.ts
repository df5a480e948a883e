/** Deep links for posters: a short stable code for a document, a question or a subscription. */
import { createHash } from 'node:crypto';
import type { Database } from './database.ts';

/** What a link opens: a document's id, a question to ask, a department to subscribe to. */
export interface LinkTarget {
  readonly kind: 'document' | 'question' | 'subscription';
  readonly target: string;
}

/** The code of a target: the same target always has the same code (16 characters of base64url). */
export async function keepLink(
  database: Database,
  link: LinkTarget,
  madeBy: string,
  now: Date,
): Promise<string> {
  const code = createHash('sha256').update(`${link.kind}\n${link.target}`).digest('base64url').slice(0, 16);
  await database.kysely
    .insertInto('links')
    .values({ code, ...link, made_by: madeBy, made_at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return code;
}

/** What a code opens, or null. */
export async function readLink(database: Database, code: string): Promise<LinkTarget | null> {
  const row = await database.kysely
    .selectFrom('links')
    .select(['kind', 'target'])
    .where('code', '=', code)
    .executeTakeFirst();
  return row ?? null;
}
