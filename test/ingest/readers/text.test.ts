import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readFileBytes } from '../../../ingest/readers/readers.ts';
import { textReader } from '../../../ingest/readers/text.ts';
import { describeReader } from '../../contracts/reader.ts';

const TEXT = '关于供暖的通知\n\n某政办发〔2023〕12号\n序号\t小区\n1\t东苑\n';
const LINES = ['关于供暖的通知', '某政办发〔2023〕12号', '序号\t小区', '1\t东苑'];
const fixture = (what: string, bytes: Uint8Array) => ({
  what,
  fileName: '通知.txt',
  bytes: () => bytes,
  lines: LINES,
});

describeReader(textReader, [
  fixture('UTF-8', Buffer.from(TEXT)),
  fixture('UTF-8 with a byte-order mark', Buffer.from(`\ufeff${TEXT}`)),
  fixture('UTF-16 with a byte-order mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le')),
  fixture('GB18030', iconv.encode(TEXT, 'gb18030')),
]);

describe('a file that cannot be read', () => {
  it.each([
    ['an empty one', Buffer.alloc(0), 'FILE_EMPTY'],
    ['a binary one', Buffer.from([1, 2, 0, 3, 4, 5, 6, 7]), 'FILE_BINARY'],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), 'FILE_UNSUPPORTED'],
    ['RTF', Buffer.from('{\\rtf1 x}'), 'FILE_UNSUPPORTED'],
    ['a RAR archive', Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), 'FILE_UNSUPPORTED'],
    ['one in no encoding we know', Buffer.from([0xe5, 0xff, 0xff, 0x41, 0x80, 0x80]), 'FILE_ENCODING'],
  ])('is refused with the fix named: %s', async (_, bytes, code) => {
    await expect(readFileBytes(bytes, '文件.doc')).rejects.toMatchObject({ code, name: 'GongbaoError' });
  });
});
