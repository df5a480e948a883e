import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gongbao, runGongbao, startGongbao } from '../support/command-line.ts';
import { INTERNAL_NOTICE } from '../support/notices.ts';
import { copySampleFolder, SAMPLE, samplePath } from '../support/sample-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const day = z.iso.date().nullable();
const validity = z.enum(['in force', 'expired', 'repealed', 'unstated']);
const documentNumber = z.string().nullable();

const ingestShape = z.object({
  source: z.string(),
  status: z.enum(['published', 'unchanged', 'quarantined']),
  documents: z.int(),
  passages: z.int(),
  deadlines: z.int(),
  problems: z.array(z.string()),
  ms: z.number(),
});
const answerShape = z.object({
  question: z.string(),
  status: z.enum(['answered', 'declined', 'clarify']),
  answer: z.string().min(1),
  citations: z.array(
    z.object({
      n: z.int(),
      documentNumber,
      title: z.string(),
      locator: z.string(),
      quote: z.string().min(1),
      passageId: z.int(),
      validity,
      source: z.string(),
    }),
  ),
  conflicts: z.array(z.unknown()),
  notices: z.array(z.string()),
  ms: z.number(),
});
const searchShape = z.object({
  query: z.string(),
  hits: z.array(
    z.object({
      rank: z.int(),
      score: z.number(),
      documentNumber,
      title: z.string(),
      locator: z.string(),
      text: z.string(),
      passageId: z.int(),
      source: z.string(),
    }),
  ),
  ms: z.number(),
});
const documentShape = z.object({
  documentNumber,
  title: z.string(),
  issuers: z.array(z.string()),
  issuedOn: day,
  validUntil: day,
  validity,
  visibility: z.enum(['public', 'internal']),
  source: z.string(),
  passages: z.int(),
  deadlines: z.int(),
});

let data: string;
beforeAll(async () => {
  data = copySampleFolder();
  const notice = join(data, 'duty.txt');
  writeFileSync(notice, INTERNAL_NOTICE);
  await gongbao('ingest', notice, '--data', data);
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const QUESTION = '盈德A区由哪个单位包抓？';

describe('ask --json', () => {
  it('prints one answer in the shape of the contract', async () => {
    const { code, lines, err } = await gongbao('ask', QUESTION, '--data', data, '--json');
    const [answer] = lines.map((line) => answerShape.parse(line));
    expect([code, lines.length, err]).toEqual([0, 1, '']);
    expect(answer?.status).toBe('answered');
    expect(answer?.answer).toContain('[1]');
    expect(answer?.citations[0]).toMatchObject({
      n: 1,
      documentNumber: '泾政办发〔2023〕48号',
      source: SAMPLE,
    });
  });

  it('declines in the same shape, without citations', async () => {
    const { code, lines } = await gongbao('ask', '明天会不会下雨？', '--data', data, '--json');
    const [answer] = lines.map((line) => answerShape.parse(line));
    expect([code, answer?.status, answer?.citations]).toEqual([0, 'declined', []]);
  });

  it('tells the validity of a source by the clock it is given', async () => {
    const ask = async (now: string) => {
      const question = '泾政办规发〔2023〕3号的有效期到什么时候？';
      const { lines } = await gongbao('ask', question, '--now', now, '--data', data, '--json');
      return answerShape.parse(lines[0]);
    };
    const before = await ask('2023-12-31');
    expect(before.citations.map((each) => each.validity)).toContain('in force');
    expect(before.notices).toEqual([]);
    const after = await ask('2024-01-01T00:00:00+08:00');
    expect(after.citations.map((each) => each.validity)).toContain('expired');
    expect(after.notices.join()).toContain('2023年12月31日');
  });
});

describe('search --json', () => {
  it('prints passages, best first, as many as asked for', async () => {
    const { code, lines } = await gongbao('search', QUESTION, '--top', '3', '--data', data, '--json');
    const [found] = lines.map((line) => searchShape.parse(line));
    expect([code, found?.query, found?.hits.map((hit) => hit.rank)]).toEqual([0, QUESTION, [1, 2, 3]]);
    const scores = found?.hits.map((hit) => hit.score) ?? [];
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(found?.hits[0]?.text).toContain('盈德');
  });

  it('gives ten unless told otherwise', async () => {
    const { lines } = await gongbao('search', '燃气', '--data', data, '--json');
    expect(searchShape.parse(lines[0]).hits).toHaveLength(10);
  });
});

describe('documents --json', () => {
  it('prints a line for each document, with its validity on the day', async () => {
    const { code, lines } = await gongbao('documents', '--now', '2024-01-01', '--data', data, '--json');
    const documents = lines.map((line) => documentShape.parse(line));
    expect([code, documents.length]).toEqual([0, 12]);
    expect(documents.filter((each) => each.validity === 'expired')).toMatchObject([
      { documentNumber: '泾政办规发〔2023〕3号', validUntil: '2023-12-31' },
    ]);
    expect(documents.every((each) => each.passages > 0 && each.source === SAMPLE)).toBe(true);
  });

  it('shows internal documents to staff alone', async () => {
    const { lines } = await gongbao('documents', '--role', 'staff', '--data', data, '--json');
    expect(
      lines.map((line) => documentShape.parse(line)).filter((each) => each.visibility === 'internal'),
    ).toMatchObject([{ documentNumber: '清政办发〔2024〕7号', source: 'duty.txt' }]);
  });
});

describe('ingest --json', () => {
  it('publishes, then leaves an unchanged file alone, and says so a line a file', async () => {
    const folder = temporaryFolder();
    const first = await gongbao('ingest', join(data, 'duty.txt'), '--data', folder, '--json');
    expect(first.lines.map((line) => ingestShape.parse(line))).toMatchObject([
      { source: 'duty.txt', status: 'published', documents: 1, problems: [] },
    ]);
    const again = await gongbao('ingest', join(data, 'duty.txt'), '--data', folder, '--json');
    expect(again.lines.map((line) => ingestShape.parse(line))).toMatchObject([{ status: 'unchanged' }]);
    expect([first.code, again.code, again.err]).toEqual([0, 0, '']);
  });

  it('takes folders and globs, each file once, named by its path below the folder', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.txt'), '关于甲事的通知\n\n每户补助300元。\n');
    writeFileSync(join(folder, 'b.txt'), '关于乙事的通知\n\n每户补助400元。\n');
    const { lines } = await gongbao(
      'ingest',
      folder,
      join(folder, '*.txt'),
      ...['--data', temporaryFolder(), '--json'],
    );
    expect(lines.map((line) => ingestShape.parse(line).source)).toEqual(['a.txt', 'b.txt']);
  });
});

describe('doctor --json', () => {
  it('prints a line a check and succeeds on a sound library', async () => {
    const { code, lines } = await gongbao('doctor', '--data', data, '--json');
    const shape = z.object({
      name: z.string(),
      ok: z.boolean(),
      message: z.string(),
      fix: z.string().nullable(),
    });
    expect(code).toBe(0);
    expect(lines.map((line) => shape.parse(line).ok)).not.toContain(false);
  });
});

describe('a batch', () => {
  it('takes plain lines and JSON lines, and gives id, role and source back as they came', async () => {
    const file = join(temporaryFolder(), 'batch.jsonl');
    const items = [
      { id: 'a', question: '值班补助每人每天多少钱？', role: 'staff' },
      { id: 2, question: '值班补助每人每天多少钱？', source: '提问来源.xlsx' },
    ];
    writeFileSync(file, `\ufeff${items.map((item) => JSON.stringify(item)).join('\r\n')}\r\n\r\n${QUESTION}`);
    const { code, lines } = await gongbao('ask', '--batch', file, '--data', data, '--json');
    expect(code).toBe(0);
    expect(lines.map((line) => answerShape.parse(line).status)).toEqual(['answered', 'declined', 'answered']);
    expect(lines.map(({ id, role, source, question }) => ({ id, role, source, question }))).toEqual([
      { ...items[0], source: undefined },
      { ...items[1], role: undefined },
      { id: undefined, role: undefined, source: undefined, question: QUESTION },
    ]);
  });

  it('searches with query or question, each line in its own role', async () => {
    const file = join(temporaryFolder(), 'batch.jsonl');
    const lines = [{ id: 'q', query: '值班补助', role: 'staff' }, { question: '值班补助' }];
    writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
    const ran = await gongbao('search', '--batch', file, '--data', data, '--json');
    const [staff, citizen] = ran.lines.map((line) => searchShape.parse(line));
    expect(ran.lines[0]?.id).toBe('q');
    expect(staff?.hits[0]?.source).toBe('duty.txt');
    expect(citizen?.hits.map((hit) => hit.source)).not.toContain('duty.txt');
  });

  it('goes on after a question that is none', async () => {
    const file = join(temporaryFolder(), 'batch.txt');
    writeFileSync(file, `？！\n${'问'.repeat(20_000)}\n${QUESTION}\n`);
    const { code, lines } = await gongbao('ask', '--batch', file, '--data', data, '--json');
    expect(code).toBe(0);
    expect(lines.map((line) => answerShape.parse(line).status)).toEqual(['declined', 'declined', 'answered']);
    const searched = await gongbao('search', '--batch', file, '--data', data, '--json');
    expect([searched.code, searched.lines.map((line) => searchShape.parse(line).hits.length > 0)]).toEqual([
      0,
      [false, false, true],
    ]);
  });

  it('answers each line as it comes, before the next is asked', async () => {
    const child = startGongbao(['ask', '--batch', '-', '--json', '--data', data]);
    const { stdin, stdout } = child;
    if (!stdin || !stdout) throw new Error('no pipes');
    const answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
    const asked = [QUESTION, '公报室的电话是多少？', '明天会不会下雨？'];
    for (const [id, question] of asked.entries()) {
      stdin.write(`${JSON.stringify({ id, question })}\n`);
      const { value } = await answers.next();
      expect(JSON.parse(String(value))).toMatchObject({ id, question });
    }
    stdin.end();
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('names the line that cannot be read, after answering those before it', async () => {
    const file = join(temporaryFolder(), 'batch.jsonl');
    writeFileSync(file, `${QUESTION}\n{"question":\n`);
    const broken = await gongbao('ask', '--batch', file, '--data', data, '--json');
    expect([broken.code, broken.lines.length]).toEqual([2, 1]);
    expect(broken.err).toContain('第 2 行');
    writeFileSync(file, '{"question":"a","role":"admin"}\n');
    const role = await gongbao('ask', '--batch', file, '--data', data, '--json');
    expect([role.code, role.out]).toEqual([2, '']);
    expect(role.err).toContain('role');
  });
});

describe('exit codes', () => {
  it.each([
    [['nonsense']],
    [['ask', '--json']],
    [['ask', 'a', '--batch', 'b']],
    [['ask', 'a', '--role', 'admin']],
    [['ask', 'a', '--now', 'yesterday']],
    [['search', 'a', '--top', '0']],
    [['search', 'a', '--top', '1.5']],
    [['search']],
    [['ingest']],
    [['serve', '--port', 'http']],
    [['serve', '--port', '70000']],
    [['documents', '--unknown']],
  ])('%j is wrong usage: 2, a word on stderr, nothing on stdout', async (argv) => {
    const { code, out, err } = await gongbao(...argv, '--data', data);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });

  it('is 0 for help, which goes to stdout', async () => {
    const { code, out } = await gongbao('ingest', '--help');
    expect(code).toBe(0);
    expect(out).toContain('--data');
  });

  it.each([
    ['punctuation alone', ['ask', '？！'], '标点'],
    ['control characters', ['ask', '补贴\u0007多少'], '控制字符'],
    ['20,000 characters', ['ask', '问'.repeat(20_000)], '20000'],
    ['an empty query', ['search', ' '], '空'],
    ['a batch that is not there', ['ask', '--batch', '/nowhere/batch'], '/nowhere/batch'],
    ['a file that is not there', ['ingest', '/nowhere/a.txt'], '/nowhere/a.txt'],
  ])('is 1 where the work failed, and says why: %s', async (_what, argv, why) => {
    const { code, out, err } = await gongbao(...argv, '--data', data, '--json');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(why);
  });
});

describe('as a process', () => {
  it('keeps stdout to JSON lines, also where a file is refused', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'empty.txt'), '');
    const { code, lines, err } = await runGongbao(
      ['ingest', folder, samplePath(), '--json', '--data', join(folder, 'var')],
      {
        env: { GONGBAO_LOG: 'debug' },
      },
    );
    expect(code).toBe(1);
    expect(lines.map((line) => ingestShape.parse(line).status)).toEqual(['quarantined', 'published']);
    expect(err).toContain('empty.txt');
  });

  it('names the variable that is wrong in its environment', async () => {
    const { code, out, err } = await runGongbao(['documents'], { env: { GONGBAO_PORT: 'http' } });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('GONGBAO_PORT');
  });

  it('ends quietly when nobody reads on', async () => {
    const child = startGongbao(['ask', '--batch', '-', '--json', '--data', data]);
    child.stdout?.once('data', () => child.stdout?.destroy());
    let err = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(`${QUESTION}\n`.repeat(20));
    await once(child, 'close');
    expect(err).toBe('');
  });
});
