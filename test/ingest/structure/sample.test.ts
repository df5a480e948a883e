import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../data/package-root.ts';
import { splitDocuments } from '../../../ingest/structure/gazette.ts';
import { frameOf, publicationOf, readMetadata } from '../../../ingest/structure/metadata.ts';
import { repairText } from '../../../ingest/structure/repair.ts';

const sample = readFileSync(join(packageRoot(), 'data/samples/泾源县人民政府公报-2023-04.txt'), 'utf8');

describe('the sample gazette', () => {
  const parts = splitDocuments(repairText(sample).lines);
  const documents = parts
    .filter((part) => part.kind === 'document')
    .map((part) => readMetadata(part, frameOf(part), null, 'file'));

  it('holds twelve documents behind its front matter', () => {
    expect(parts[0]?.kind).toBe('front matter');
    expect(publicationOf(parts[0]?.lines ?? [])).toBe('泾源县人民政府公报 2023年第04期');
    expect(documents.map((document) => document.documentNumber?.replace('涇', '泾'))).toEqual([
      ...['泾党办发〔2023〕60号', '泾党办发〔2023〕61号', '泾政办规发〔2023〕3号', '泾政办发〔2023〕48号'],
      ...['泾政办发〔2023〕50号', '泾政办发〔2023〕51号', '泾政办发〔2023〕53号', '泾政办发〔2023〕55号'],
      ...['泾政办发〔2023〕56号', '泾政办发〔2023〕58号', '泾政办发〔2023〕59号', '泾政办发〔2023〕62号'],
    ]);
  });

  it('reads the date of issue at the head and at the end', () => {
    expect(documents.map((document) => document.issuedOn)).toEqual([
      ...['2023-08-02', '2023-08-22', '2023-07-21', '2023-07-08', '2023-07-12', '2023-07-18'],
      ...['2023-07-28', '2023-08-04', '2023-08-11', '2023-08-14', '2023-08-14', '2023-08-31'],
    ]);
  });

  it('keeps both titles where contents and body differ, joint issuers, and the one stated validity', () => {
    expect(documents[5]?.title).toContain('政务公开工作要点');
    expect(documents[5]?.contentsTitle).toContain('政务公开要点的通知');
    expect(documents[0]?.issuers).toEqual(['中共泾源县委办公室', '泾源县人民政府办公室']);
    expect(documents.map((document) => document.validUntil).filter(Boolean)).toEqual(['2023-12-31']);
    expect(documents[3]?.attachments).toHaveLength(8);
  });
});
