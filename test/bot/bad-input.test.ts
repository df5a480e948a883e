/** What goes wrong in an office: each with a clear error, nothing lost and nothing changed. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import SQLite from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { gongbao, PROGRAM, runGongbao } from '../support/command-line.ts';
import { PUBLIC_NOTICE } from '../support/notices.ts';
import { samplePath } from '../support/sample-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
let data: string;
beforeEach(async () => {
  folder = temporaryFolder();
  data = join(folder, 'var');
  writeFileSync(join(folder, 'good.txt'), PUBLIC_NOTICE);
  await gongbao('ingest', join(folder, 'good.txt'), '--data', data);
});

const documents = async () => (await gongbao('documents', '--data', data, '--json', '--role', 'staff')).lines;

/** Every message names its file, and tells in Chinese what to do. */
function expectClear(message: string, about: string): void {
  expect(message).toContain(about);
  expect(message).toMatch(/请/);
  expect(message).not.toMatch(/Error|undefined|\bat .*:\d+/);
}

const OTHER = '关于公布补助名单的公告\n\n每户补助300元。\n\n清河县财政局\n\n2024年3月1日\n';

describe('a file that cannot be taken', () => {
  it.each([
    ['empty.txt', Buffer.alloc(0)],
    ['blank.txt', Buffer.from('\ufeff \r\n\t\n　\n')],
    ['binary.txt', Buffer.concat([Buffer.from([0, 1, 2, 3]), randomBytes(4_000)])],
    ['broken.zip', Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(4_000)])],
    ['nul.txt', Buffer.alloc(10_000)],
    ['encoding.txt', Buffer.from([...Buffer.from('关于补贴的通知'), 0xff, 0xff, 0xfe, 0x80])],
  ])('%s is reported, the others are taken, and the library keeps what it had', async (name, bytes) => {
    const before = await documents();
    writeFileSync(join(folder, name), bytes);
    writeFileSync(join(folder, 'z-other.txt'), OTHER);
    const paths = [join(folder, name), join(folder, 'z-other.txt')];
    const { code, lines, err } = await gongbao('ingest', ...paths, '--data', data, '--json');
    expect([code, lines.map((line) => line.status)]).toEqual([1, ['quarantined', 'published']]);
    expectClear(String(lines[0]?.problems), name);
    expect(err).toContain(name);
    expect((await documents()).slice(0, before.length)).toEqual(before);
  });

  it('keeps the documents of a file whose new version is broken', async () => {
    const before = await documents();
    for (const bytes of [Buffer.alloc(0), randomBytes(5_000)]) {
      writeFileSync(join(folder, 'good.txt'), bytes);
      const { code } = await gongbao('ingest', join(folder, 'good.txt'), '--data', data, '--json');
      expect([code, await documents()]).toEqual([1, before]);
    }
  });

  it('says that a file of 201 MB is too large, without reading it', async () => {
    const large = join(folder, 'large.txt');
    writeFileSync(large, '');
    truncateSync(large, 201 * 1024 * 1024);
    const { code, lines } = await gongbao('ingest', large, '--data', data, '--json');
    expect([code, lines[0]?.status]).toEqual([1, 'quarantined']);
    expectClear(String(lines[0]?.problems), 'large.txt');
    expect(String(lines[0]?.problems)).toContain('200 MB');
  });

  it('says what is missing: a name, a link that leads nowhere, an empty folder', async () => {
    const link = join(folder, 'link.txt');
    const empty = join(folder, 'empty');
    symlinkSync(join(folder, 'gone.txt'), link);
    mkdirSync(empty);
    for (const path of [join(folder, 'gone.txt'), link, empty, join(folder, '*.pdf')]) {
      const { code, out, err } = await gongbao('ingest', path, '--data', data, '--json');
      expect([code, out]).toEqual([1, '']);
      expectClear(err, basename(path));
    }
  });

  it.skipIf(!existsSync('/proc/self/mem'))('says that a file cannot be read', async () => {
    const { code, lines } = await gongbao('ingest', '/proc/self/mem', '--data', data, '--json');
    expect([code, lines[0]?.status]).toEqual([1, 'quarantined']);
    expectClear(String(lines[0]?.problems), 'mem');
  });

  it('takes a folder with all below it, and passes broken files by', async () => {
    mkdirSync(join(folder, '通知/2024'), { recursive: true });
    writeFileSync(join(folder, '通知/2024/a.txt'), OTHER);
    writeFileSync(join(folder, '通知/空.txt'), '');
    symlinkSync('/nowhere', join(folder, '通知/断链.txt'));
    const { code, lines } = await gongbao('ingest', join(folder, '通知'), '--data', data, '--json');
    expect(code).toBe(1);
    expect(lines.map((line) => [line.source, line.status])).toEqual([
      ['2024/a.txt', 'published'],
      ['空.txt', 'quarantined'],
    ]);
  });

  it('keeps files of the same name apart', async () => {
    for (const year of ['2023', '2024']) {
      mkdirSync(join(folder, year));
      writeFileSync(join(folder, year, '公告.txt'), OTHER.replace('2024年', `${year}年`));
    }
    const paths = ['2023', '2024'].map((year) => join(folder, year, '公告.txt'));
    const { lines } = await gongbao('ingest', ...paths, '--data', data, '--json');
    expect(new Set(lines.map((line) => line.source)).size).toBe(2);
    expect((await documents()).map((each) => each.issuedOn)).toEqual([
      '2024-10-20',
      '2023-03-01',
      '2024-03-01',
    ]);
  });
});

describe('a database that cannot be used', () => {
  const file = () => join(data, 'gongbao.sqlite');
  const attempts = [
    ['documents'],
    ['ask', '供暖收费标准是多少？'],
    ['search', '供暖'],
    ['doctor'],
    ['serve', '--port', '0'],
  ];

  async function expectRefused(about: RegExp): Promise<void> {
    const before = readFileSync(file());
    for (const argv of [...attempts, ['ingest', samplePath()]]) {
      const { code, out, err } = await gongbao(...argv, '--data', data, '--json');
      expect([argv[0], code, out]).toEqual([argv[0], 1, '']);
      expect(err).toMatch(about);
      expectClear(err, 'gongbao.sqlite');
    }
    expect(readFileSync(file()).equals(before)).toBe(true);
  }

  it('of a newer version is left alone', async () => {
    const raw = new SQLite(file());
    raw.pragma('user_version = 999');
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.close();
    await expectRefused(/更新的版本/);
  });

  it('that is none is left alone', async () => {
    rmSync(data, { recursive: true });
    mkdirSync(data);
    writeFileSync(file(), 'This is a text. '.repeat(500));
    await expectRefused(/已损坏或不是数据库/);
  });

  it('with damaged pages is left alone', async () => {
    const raw = new SQLite(file());
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.close();
    const bytes = readFileSync(file());
    bytes.fill(0xa5, 4096);
    writeFileSync(file(), bytes);
    await expectRefused(/已损坏或不是数据库/);
  });

  it('whose folder cannot be made or is none is told so', async () => {
    for (const place of [join(folder, 'good.txt'), join(folder, 'good.txt/below')]) {
      const { code, out, err } = await gongbao('documents', '--data', place, '--json');
      expect([code, out]).toEqual([1, '']);
      expectClear(err, place);
    }
  });
});

/** Whether this machine lets a test mount a small disk of its own. */
function canMount(): boolean {
  try {
    execFileSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const mayMount = canMount();

describe.skipIf(!mayMount)(`a full disk ${mayMount ? '' : '(skipped: no mounts allowed here)'}`, () => {
  /** Runs the program on a disk of its own of this size, with a library that is there already. */
  function onSmallDisk(
    kilobytes: number,
    ...argvs: string[][]
  ): { code: string; out: string; err: string }[] {
    const place = join(folder, 'disk');
    mkdirSync(place);
    const commands = argvs.map((argv, i) => {
      const words = [process.execPath, PROGRAM, ...argv, '--data', place, '--json'];
      return `${words.map((word) => `'${word}'`).join(' ')} > '${folder}/out${i}' 2> '${folder}/err${i}'; echo $? > '${folder}/code${i}'`;
    });
    const script = `mount -t tmpfs -o size=${kilobytes}k tmpfs '${place}' && cp -r '${data}/.' '${place}'; ${commands.join('; ')}`;
    execFileSync('unshare', ['-rm', 'sh', '-c', script]);
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    return argvs.map((_, i) => ({
      code: read(`code${i}`).trim(),
      out: read(`out${i}`),
      err: read(`err${i}`),
    }));
  }

  it.each([700, 3_000])(
    'of %d KB while a gazette is read in leaves the library as it was, or with all of it',
    async (size) => {
      const [ingested, listed] = onSmallDisk(
        size,
        ['ingest', samplePath()],
        ['documents', '--role', 'staff'],
      );
      expect(ingested?.code).toBe('1');
      expect(ingested?.err).toMatch(/磁盘/);
      expectClear(ingested?.err ?? '', '请');
      expect(listed?.code).toBe('0');
      const numbers = (listed?.out ?? '')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).documentNumber);
      expect(numbers).toContain('清政办发〔2024〕6号');
      expect([1, 13]).toContain(numbers.length);
    },
  );
});

describe('a port in use', () => {
  it('is named, with another to take', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, out, err } = await runGongbao(['serve', '--port', port, '--data', data]);
    expect([code, out]).toEqual([1, '']);
    expectClear(err, port);
    expect(err).toContain('--port');
  });
});
