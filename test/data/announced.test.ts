import { describe, expect, it } from 'vitest';
import { takeNewDocuments } from '../../data/announced.ts';
import { type Database, openDatabase } from '../../data/database.ts';
import { publishFile } from '../../data/documents.ts';
import { day } from '../support/deadlines.ts';

function read(database: Database, id: string, ingestedAt: string) {
  const record = {
    kind: 'document' as const,
    id,
    source: `${id}.txt`,
    text: '正文',
    outline: [],
    documentNumber: null,
    title: id,
    contentsTitle: null,
    issuers: [],
    addressees: [],
    issuedOn: day('2023-07-01'),
    disclosure: null,
    visibility: 'public' as const,
    validFrom: null,
    validUntil: null,
    attachments: [],
    publication: null,
  };
  publishFile(database, { source: `${id}.txt`, sha256: id, report: '{}', ingestedAt }, [
    { record, passages: [], deadlines: [] },
  ]);
}

describe('takeNewDocuments', () => {
  it('takes the library as it is for known, then what was read in since, once', async () => {
    const database = openDatabase(':memory:');
    read(database, 'old', '2023-07-01T00:00:00.000Z');
    expect(await takeNewDocuments(database)).toEqual([]);
    read(database, 'new', '2023-07-02T00:00:00.000Z');
    expect(await takeNewDocuments(database)).toEqual(['new']);
    expect(await takeNewDocuments(database)).toEqual([]);
  });

  it('announces the first document of an empty library', async () => {
    const database = openDatabase(':memory:');
    expect(await takeNewDocuments(database)).toEqual([]);
    read(database, 'first', '2023-07-02T00:00:00.000Z');
    expect(await takeNewDocuments(database)).toEqual(['first']);
  });
});
