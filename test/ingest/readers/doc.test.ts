import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../data/package-root.ts';
import { docBlocks, docReader } from '../../../ingest/readers/doc.ts';
import { readFileBytes } from '../../../ingest/readers/readers.ts';
import { describeReader } from '../../contracts/reader.ts';

/** Made from our own words with LibreOffice: no library here writes the old format. */
const FIXTURE = join(packageRoot(), 'test/fixtures/readers/notice.doc');

describeReader(docReader, [
  {
    what: 'paragraphs and a table',
    fileName: '通知.doc',
    bytes: () => readFileSync(FIXTURE),
    lines: [
      '关于做好供暖工作的通知',
      '某政办发〔2023〕12号',
      '一、供暖时间为11月1日至次年3月31日。',
      '序号\t小区\t责任单位',
      '1\t东苑\t住建局 财政局',
      '2\t西苑35户\t',
      '2023年10月9日',
    ],
  },
]);

describe('a file with a password', () => {
  it('is told as such, in the old format and the new', async () => {
    const bytes = Buffer.from(readFileSync(FIXTURE));
    const flags = bytes.indexOf(Buffer.from([0xec, 0xa5]), 512) + 10;
    bytes.writeUInt16LE(bytes.readUInt16LE(flags) | 0x0100, flags);
    await expect(docReader.read(bytes, '密.doc', {})).rejects.toMatchObject({ code: 'FILE_ENCRYPTED' });
    const packed = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    await expect(readFileBytes(packed, '密.docx')).rejects.toMatchObject({ code: 'FILE_ENCRYPTED' });
  });
});

describe('the text of a .doc body', () => {
  it('keeps a paragraph with tabs as a paragraph', () => {
    expect(docBlocks('张三\t局长\n李四\t科长').map((block) => block.kind)).toEqual([
      'paragraph',
      'paragraph',
    ]);
  });
});
