import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Library, openLibrary } from '../../bot/library.ts';
import { passageIds } from '../../data/passages.ts';
import { type IngestResult, ingestFile } from '../../ingest/ingest.ts';
import { decodeText } from '../../ingest/readers/text.ts';
import { publicScope, scopeOfRole } from '../../retrieval/access.ts';
import { INTERNAL_NOTICE, PUBLIC_NOTICE } from '../support/notices.ts';
import { samplePath } from '../support/sample-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A fault put in, since no file is known that is read unfaithfully: the clause that says 弄丢 is lost. */
vi.mock(import('../../ingest/structure/outline.ts'), async (original) => {
  const { readStructure } = await original();
  return {
    readStructure: (...input: Parameters<typeof readStructure>) => {
      const found = readStructure(...input);
      return { ...found, passages: found.passages.filter(({ text }) => !text.includes('弄丢')) };
    },
  };
});

const LOSSY_NOTICE = PUBLIC_NOTICE.replace('居民室内', '弄丢居民室内');

const NOW = new Date('2024-12-01T02:00:00Z');
const now = () => NOW;

function openEmpty(folder = ':memory:'): Library {
  const library = openLibrary(folder);
  onTestFinished(() => library.close());
  return library;
}

const ingest = (library: Library, text: string | Uint8Array, source = 'a.txt'): Promise<IngestResult> =>
  ingestFile(typeof text === 'string' ? Buffer.from(text) : text, source, library.ingestParts(now));

const list = (library: Library) => library.assistant.documents(scopeOfRole('staff'), NOW);
const find = (library: Library, query: string) => library.assistant.search(query, scopeOfRole('staff'), 10);

/** Law 3 and the promise of ingest: what the database keeps, both indexes hold, and nothing else. */
function expectAgreement({ database, indexes }: Library): void {
  for (const visibility of ['public', 'internal'] as const) {
    const kept = [...passageIds(database, visibility)].sort();
    expect([...indexes[visibility].words.ids()].sort()).toEqual(kept);
    expect([...indexes[visibility].vectors.ids()].sort()).toEqual(kept);
  }
}

function readReport(library: Library, source = 'a.txt'): { status: string; report: string } | undefined {
  return library.database.raw
    .prepare<[string], { status: string; report: string }>(
      'SELECT status, report FROM files WHERE source = ?',
    )
    .get(source);
}

describe('a file that is read in', () => {
  it('is published with its documents, and found at once', async () => {
    const library = openEmpty();
    expect(await ingest(library, PUBLIC_NOTICE)).toMatchObject({
      ...{ source: 'a.txt', status: 'published', documents: 1, problems: [] },
    });
    expect(await list(library)).toMatchObject([
      {
        documentNumber: '清政办发〔2024〕6号',
        issuedOn: '2024-10-20',
        visibility: 'public',
        source: 'a.txt',
      },
    ]);
    expect((await find(library, '供暖收费标准'))[0]?.text).toContain('每平方米19元');
    expectAgreement(library);
  });

  it('keeps each passage where it stands: its span holds its text', async () => {
    const library = openEmpty();
    await ingest(library, PUBLIC_NOTICE);
    const [summary] = await list(library);
    const open = await library.assistant.document(summary?.id ?? '', publicScope(), NOW);
    expect(open?.passages.length).toBeGreaterThan(3);
    for (const { text, span } of open?.passages ?? []) {
      expect(open?.document.text.slice(span.start, span.end)).toBe(text);
    }
  });

  it('is left alone when it has not changed', async () => {
    const library = openEmpty();
    await ingest(library, PUBLIC_NOTICE);
    const before = await find(library, '供暖');
    expect(await ingest(library, PUBLIC_NOTICE)).toMatchObject({ status: 'unchanged', passages: 0 });
    expect(await find(library, '供暖')).toEqual(before);
  });

  it('replaces what it held before when it is corrected, under the same address', async () => {
    const library = openEmpty();
    await ingest(library, PUBLIC_NOTICE);
    const [old] = await list(library);
    await ingest(library, PUBLIC_NOTICE.replace('19元', '21元'));
    expect((await list(library)).map((each) => each.id)).toEqual([old?.id]);
    const texts = (await find(library, '供暖收费标准每平方米多少元')).map((hit) => hit.text).join();
    expect(texts).toContain('21元');
    expect(texts).not.toContain('19元');
    expectAgreement(library);
  });

  it('moves to the other readers when its disclosure note changes', async () => {
    const library = openEmpty();
    await ingest(library, PUBLIC_NOTICE);
    await ingest(library, PUBLIC_NOTICE.replace('公开发布', '不公开'));
    expect(await library.assistant.documents(publicScope(), NOW)).toEqual([]);
    expect(await library.assistant.search('供暖', publicScope(), 10)).toEqual([]);
    expect((await find(library, '供暖')).length).toBeGreaterThan(0);
    expectAgreement(library);
  });

  it('takes over a document that another file held', async () => {
    const library = openEmpty();
    await ingest(library, PUBLIC_NOTICE, 'draft.txt');
    await ingest(library, PUBLIC_NOTICE.replace('18℃', '20℃'), 'final.txt');
    expect(await list(library)).toMatchObject([{ source: 'final.txt' }]);
    expectAgreement(library);
  });
});

describe('documents without a number', () => {
  const notice = (issuer: string, sum: number) =>
    `关于公布补助名单的公告\n\n符合条件的每户补助${sum}元。\n\n${issuer}\n\n2024年3月1日\n`;

  it('are kept side by side when two offices give them the same title and date', async () => {
    const library = openEmpty();
    await ingest(library, notice('清河县财政局', 300), 'a.txt');
    await ingest(library, notice('清河县民政局', 400), 'b.txt');
    expect((await list(library)).map((each) => each.issuers)).toEqual([['清河县财政局'], ['清河县民政局']]);
  });

  it('keep their address when their file is corrected', async () => {
    const library = openEmpty();
    await ingest(library, notice('清河县财政局', 300));
    const [before] = await list(library);
    await ingest(library, notice('清河县财政局', 350));
    expect((await list(library)).map((each) => each.id)).toEqual([before?.id]);
  });

  it('are told apart where one file holds two', async () => {
    const library = openEmpty();
    const other = notice('清河县财政局', 400).replace('补助名单', '低保名单');
    const issue = `清河县人民政府公报\n\n目录\n\n关于公布补助名单的公告………1\n\n关于公布低保名单的公告………2\n\n${notice('清河县财政局', 300)}\n${other}`;
    const { documents } = await ingest(library, issue);
    const ids = (await list(library)).map((each) => each.id);
    expect([documents, new Set(ids).size]).toEqual([2, 2]);
    const texts = (await find(library, '每户补助')).map((hit) => hit.text).join();
    expect(texts).toMatch(/300元[\s\S]*400元|400元[\s\S]*300元/);
  });
});

describe('the fidelity gate', () => {
  it('holds a file back with a report, and lets nothing of it be found', async () => {
    const library = openEmpty();
    const result = await ingest(library, LOSSY_NOTICE);
    expect(result).toMatchObject({
      ...{ status: 'quarantined', documents: 0, passages: 0 },
    });
    expect(result.problems.join()).toContain('弄丢');
    expect(readReport(library)?.status).toBe('quarantined');
    expect(JSON.parse(readReport(library)?.report ?? '').losses).toHaveLength(result.problems.length);
    expect(await list(library)).toEqual([]);
    expectAgreement(library);
  });

  it('keeps the version before, and takes the file when it is mended', async () => {
    const library = openEmpty();
    await ingest(library, PUBLIC_NOTICE);
    await ingest(library, LOSSY_NOTICE);
    expect(await list(library)).toMatchObject([{ documentNumber: '清政办发〔2024〕6号' }]);
    expect((await find(library, '供暖收费标准'))[0]?.text).toContain('19元');
    expect(await ingest(library, LOSSY_NOTICE)).toMatchObject({ status: 'quarantined' });
    expect(await ingest(library, PUBLIC_NOTICE)).toMatchObject({ status: 'published' });
    expect(readReport(library)?.status).toBe('published');
    expectAgreement(library);
  });
});

describe('encodings', () => {
  const sample = readFileSync(samplePath(), 'utf8');

  it.each([
    ['utf-8 with a mark', iconv.encode(sample, 'utf-8', { addBOM: true })],
    ['gb18030', iconv.encode(sample, 'gb18030')],
    ['utf-16le', iconv.encode(sample, 'utf-16le', { addBOM: true })],
    ['utf-16be', iconv.encode(sample, 'utf-16be', { addBOM: true })],
  ])('%s is read as the same text as plain utf-8', (_name, bytes) => {
    expect(decodeText(bytes, 'a.txt').text).toBe(sample);
  });

  it('leave the same documents, whichever it is', async () => {
    const library = openEmpty();
    await ingest(library, PUBLIC_NOTICE);
    const read = async () => {
      const [summary] = await list(library);
      const open = await library.assistant.document(summary?.id ?? '', publicScope(), NOW);
      return { ...open, passages: open?.passages.map(({ id: _id, ...rest }) => rest) };
    };
    const before = await read();
    const crlf = PUBLIC_NOTICE.replaceAll('\n', '\r\n');
    for (const bytes of [
      iconv.encode(PUBLIC_NOTICE, 'gb18030'),
      iconv.encode(crlf, 'utf-8', { addBOM: true }),
    ]) {
      expect(await ingest(library, bytes)).toMatchObject({ status: 'published' });
      expect(await read()).toEqual(before);
    }
  });
});

describe('one transaction a file', () => {
  it('leaves the library as it was when the disk is full', async () => {
    const library = openEmpty(temporaryFolder());
    await ingest(library, PUBLIC_NOTICE);
    const before = await find(library, '供暖');
    const { raw } = library.database;
    raw.pragma(`max_page_count = ${raw.pragma('page_count', { simple: true })}`);
    const many = Array.from({ length: 400 }, (_, i) => `第${i + 1}条 第${i + 1}项工作按期完成。`).join('\n');
    const long = PUBLIC_NOTICE.replace('一、供暖时间', many);
    await expect(ingest(library, long)).rejects.toMatchObject({ code: 'DISK_FULL' });
    await expect(ingest(library, long, 'new.txt')).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(await find(library, '供暖')).toEqual(before);
    expectAgreement(library);
    raw.pragma('max_page_count = 100000');
    expect(await ingest(library, long)).toMatchObject({ status: 'published' });
    expectAgreement(library);
  });

  it('leaves the library as it was when embedding fails', async () => {
    const library = openEmpty();
    await ingest(library, PUBLIC_NOTICE);
    const before = await find(library, '供暖');
    const embedder = {
      ...{ name: 'down', dimensions: 256, weights: { words: 1, vectors: 0 } },
      embedDocuments: () => Promise.reject(new Error('the endpoint is down')),
      embedQuery: () => Promise.reject(new Error('the endpoint is down')),
    };
    const bytes = Buffer.from(PUBLIC_NOTICE.replace('19元', '21元'));
    const parts = { ...library.ingestParts(now), embedder };
    await expect(ingestFile(bytes, 'a.txt', parts)).rejects.toThrow('down');
    expect(await find(library, '供暖')).toEqual(before);
    expectAgreement(library);
  });
});

describe('the indexes', () => {
  it('agree with the database at the next open when they were never saved', async () => {
    const folder = temporaryFolder();
    const first = openLibrary(folder);
    await ingest(first, PUBLIC_NOTICE);
    await ingest(first, INTERNAL_NOTICE, 'b.txt');
    await first.close();
    const second = openLibrary(folder);
    expectAgreement(second);
    expect((await find(second, '值班补助'))[0]?.text).toContain('80元');
    await second.save();
    await ingest(second, PUBLIC_NOTICE.replace('19元', '21元'));
    await second.close();
    const third = openEmpty(folder);
    expectAgreement(third);
    expect((await find(third, '供暖收费标准'))[0]?.text).toContain('21元');
  });

  it('open again after a small correction was saved', async () => {
    const folder = temporaryFolder();
    const first = openLibrary(folder);
    for (const n of [1, 2, 3, 4, 5]) {
      await ingest(first, PUBLIC_NOTICE.replace('〕6号', `〕6${n}号`), `${n}.txt`);
    }
    await first.save();
    await ingest(first, PUBLIC_NOTICE.replace('〕6号', '〕61号').replace('19元', '21元'), '1.txt');
    await first.save();
    await first.close();
    const second = openEmpty(folder);
    expectAgreement(second);
    const texts = (await find(second, '供暖收费标准每平方米多少元')).map((hit) => hit.text);
    expect(texts.filter((text) => /19元|21元/.test(text))).toHaveLength(5);
    expect(texts.join()).toContain('21元');
  });

  it('follow what another process publishes while they are open', async () => {
    const folder = temporaryFolder();
    const [server, other] = [openEmpty(folder), openEmpty(folder)];
    expect(await find(server, '供暖收费标准')).toEqual([]);
    await ingest(other, PUBLIC_NOTICE);
    expect((await find(server, '供暖收费标准'))[0]?.text).toContain('19元');
    await ingest(other, PUBLIC_NOTICE.replace('19元', '21元'));
    const answer = await server.assistant.ask('供暖收费标准是每平方米多少元？', publicScope(), NOW);
    expect(answer.citations.map((each) => each.quote).join()).toContain('21元');
    expectAgreement(server);
  });
});
