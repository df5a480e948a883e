/** Which documents have been announced: everything that was read in after a mark that moves along. */
import type { Database } from './database.ts';

const MARK = 'announced_until';

/**
 * The documents of files read in since the last call, and moves the mark; nothing at the first call, which
 * takes the library as it is for known.
 */
export async function takeNewDocuments(database: Database): Promise<readonly string[]> {
  return database.kysely.transaction().execute(async (transaction) => {
    const latest = await transaction
      .selectFrom('files')
      .select((eb) => eb.fn.max('ingested_at').as('at'))
      .where('status', '=', 'published')
      .executeTakeFirst();
    const mark = await transaction
      .selectFrom('meta')
      .select('value')
      .where('key', '=', MARK)
      .executeTakeFirst();
    const until = latest?.at ?? '';
    if (mark?.value === until) return [];
    await transaction
      .insertInto('meta')
      .values({ key: MARK, value: until })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: until }))
      .execute();
    if (!mark) return [];
    const rows = await transaction
      .selectFrom('documents')
      .innerJoin('files', 'files.id', 'documents.file_id')
      .select('documents.id')
      .where('documents.kind', '=', 'document')
      .where('files.ingested_at', '>', mark.value)
      .orderBy('documents.file_id')
      .orderBy('documents.ordinal')
      .execute();
    return rows.map((row) => row.id);
  });
}
