import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archiveFiles, findFiles } from '../../../ingest/readers/files.ts';
import { openZip } from '../../../ingest/readers/office/zip.ts';
import { readFileBytes } from '../../../ingest/readers/readers.ts';
import { docxOf, p, zipOf } from '../../support/office.ts';

const names = async (files: AsyncIterable<{ fileName: string }> | Iterable<{ fileName: string }>) => {
  const all: string[] = [];
  for await (const file of files) all.push(file.fileName);
  return all;
};

/** Overwrites every occurrence of a name in a ZIP, headers and directory alike, with one of the same length. */
function rename(zip: Uint8Array, from: string, to: Buffer): Uint8Array {
  const bytes = Buffer.from(zip);
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) to.copy(bytes, at);
  return bytes;
}

describe('a ZIP archive', () => {
  const inner = zipOf({ '甲.docx': docxOf(p('一、总则')), '__MACOSX/x': 'x' });
  const outer = zipOf({ '公报/说明.txt': '说明', '附件.zip': inner });

  it('gives its files and those of archives in it, without what systems leave behind', async () => {
    const files = [...archiveFiles(outer, '包.zip')];
    expect(files.map((file) => file.fileName)).toEqual(['包.zip/公报/说明.txt', '包.zip/附件.zip/甲.docx']);
    const docx = await files[1]?.read();
    expect((await readFileBytes(docx ?? new Uint8Array(), '甲.docx')).text).toBe('一、总则\n');
  });

  it('has its names read in GB18030 where Windows wrote them', () => {
    const zip = rename(zipOf({ 'aaaa.txt': 'x' }), 'aaaa', iconv.encode('附件', 'gb18030'));
    expect(openZip(zip, '包.zip').entries[0]?.name).toBe('附件.txt');
  });

  it('is refused when a path leads out of it or archives are nested too deep', () => {
    const away = rename(zipOf({ 'aa/b.txt': 'x' }), 'aa/b', Buffer.from('../b'));
    expect(() => [...archiveFiles(away, '坏.zip')]).toThrow(/越出压缩包/);
    const nested = [1, 2, 3, 4].reduce((zip) => zipOf({ '内.zip': zip }), zipOf({ 'a.txt': 'x' }));
    expect(() => [...archiveFiles(nested, '套.zip')]).toThrow(/嵌套超过 3 层/);
  });

  it('is refused when it would unpack to too much, whatever it holds', async () => {
    const bomb = zipOf({ 'word/document.xml': new Uint8Array(12 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    await expect(readFileBytes(bomb, '弹.docx')).rejects.toMatchObject({ code: 'FILE_HOSTILE' });
    expect(() => [...archiveFiles(zipOf({ '零.txt': new Uint8Array(12 * 1024 * 1024) }), '弹.zip')]).toThrow(
      /100 倍/,
    );
  });

  it('never unpacks more than its directory states', () => {
    const zip = Buffer.from(zipOf({ 'a.txt': 'x'.repeat(100_000) }));
    const directory = zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    zip.writeUInt32LE(10, directory + 24);
    expect(openZip(zip, '谎.zip').read('a.txt')?.length).toBe(10);
  });

  it('says so when a file in it has a password', () => {
    const zip = Buffer.from(zipOf({ 'a.txt': 'x' }));
    zip.writeUInt16LE(1, zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1')) + 8);
    expect(() => openZip(zip, '密.zip').read('a.txt')).toThrow(/设有密码/);
  });
});

describe('a path', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gongbao-files-'));
    await mkdir(join(folder, '二季度'));
    await writeFile(join(folder, '二季度', '乙.txt'), '乙');
    await writeFile(join(folder, '甲.docx'), docxOf(p('甲')));
    await writeFile(join(folder, '包.zip'), zipOf({ '丙.txt': '丙' }));
    await writeFile(join(folder, '.hidden'), 'x');
    await symlink(folder, join(folder, '环'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('may be a folder: files below it in order of names, archives opened, links passed over', async () => {
    expect((await names(findFiles(folder, '档案'))).sort()).toEqual(
      ['档案/二季度/乙.txt', '档案/包.zip/丙.txt', '档案/甲.docx'].sort(),
    );
  });

  it('may be a file; one that is not there is named', async () => {
    expect(await names(findFiles(join(folder, '甲.docx')))).toEqual(['甲.docx']);
    await expect(names(findFiles(join(folder, '无.docx')))).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });
});
