/** Which documents have been announced: all whose content is newer than a mark that moves along. */
import type { Database } from './database.ts';

const MARK = 'announced_until';

/**
 * The documents that came or changed since the last call, and moves the mark; nothing at the first call, which
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
      .innerJoin('filings', 'filings.document_id', 'documents.id')
      .select('documents.id')
      .where('documents.kind', '=', 'document')
      .where('filings.written_at', '>', mark.value)
      .orderBy('documents.file_id')
      .orderBy('documents.ordinal')
      .execute();
    return rows.map((row) => row.id);
  });
}
