import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeIntake } from '../../bot/intake.ts';
import { exportAudit } from '../../data/audit.ts';
import { assign, findPerson } from '../../data/people.ts';
import { scopeOfRole } from '../../retrieval/access.ts';
import { INTERNAL_NOTICE, PUBLIC_NOTICE } from '../support/notices.ts';
import { zipOf } from '../support/office.ts';
import { emptyLibrary, LIBRARY_NOW, type TestLibrary } from '../support/printed-notices.ts';
import { StaffBrowser, startStaff } from '../support/staff-browser.ts';
import { telegramBench } from '../support/telegram-bench.ts';
import { sentFile, text } from '../support/telegram-updates.ts';

let library: TestLibrary;
beforeEach(() => {
  library = emptyLibrary();
});
afterEach(() => library.close());

const intakeOf = (of: TestLibrary) =>
  makeIntake({ ingestParts: () => of.ingestParts(() => LIBRARY_NOW), save: of.save });
const numbers = async () =>
  (await library.assistant.documents(scopeOfRole('staff'), LIBRARY_NOW)).map((each) => each.documentNumber);

describe('an intake', () => {
  it('reads files one after the other, and tells how far each is', async () => {
    const intake = intakeOf(library);
    const first = intake.take({ name: '../供暖.txt', bytes: Buffer.from(PUBLIC_NOTICE) }, '王');
    const second = intake.take({ name: '值班.txt', bytes: Buffer.from(INTERNAL_NOTICE) }, '李');
    expect(intake.list().map(({ name, stage, by }) => [name, stage, by])).toEqual([
      ['值班.txt', 'waiting', '李'],
      ['供暖.txt', 'waiting', '王'],
    ]);
    expect(await first).toMatchObject([{ status: 'published', documents: 1, conflicts: 0 }]);
    await second;
    expect(intake.list().map(({ stage }) => stage)).toEqual(['done', 'done']);
    expect(await numbers()).toEqual(['清政办发〔2024〕6号', '清政办发〔2024〕7号']);
  });

  it('takes the files of an archive, and says of a bad one what is wrong', async () => {
    const intake = intakeOf(library);
    const bytes = zipOf({ 'a.txt': PUBLIC_NOTICE, 'b.txt': '' });
    const results = await intake.take({ name: '包.zip', bytes }, '王');
    expect(results.map(({ source, status }) => [source, status])).toEqual([
      ['包.zip/a.txt', 'published'],
      ['包.zip/b.txt', 'quarantined'],
    ]);
    expect(results[1]?.problems.join()).toContain('空文件');
    const hostile = await intake.take({ name: 'x.zip', bytes: zipOf({ '../../x.txt': 'x' }) }, '王');
    expect(hostile).toMatchObject([{ status: 'quarantined' }]);
  });

  it('goes on after a fault of ours', async () => {
    let broken = true;
    const ingestParts = () => {
      if (broken) throw new TypeError('broken');
      return library.ingestParts(() => LIBRARY_NOW);
    };
    const intake = makeIntake({ ingestParts, save: library.save });
    const file = { name: 'a.txt', bytes: Buffer.from(PUBLIC_NOTICE) };
    await expect(intake.take(file, '王')).rejects.toThrow('broken');
    broken = false;
    expect(await intake.take(file, '王')).toMatchObject([{ status: 'published' }]);
    expect(intake.list().map(({ stage }) => stage)).toEqual(['done', 'done']);
  });
});

describe('the page for files', () => {
  it('takes several, shows what became of each, and needs the form of a session', async () => {
    const intake = intakeOf(library);
    const world = await startStaff(library.database, '2023-07-25 09:00', { intake });
    try {
      const browser = await world.signIn();
      await browser.page('/staff/files');
      const form = new FormData();
      form.set('csrf', browser.csrf);
      form.append('file', new Blob([PUBLIC_NOTICE]), '供暖.txt');
      form.append('file', new Blob([INTERNAL_NOTICE]), '值班<b>.txt');
      expect((await browser.send('/staff/files', form)).status).toBe(303);
      await vi.waitFor(() => expect(intake.list().every(({ stage }) => stage === 'done')).toBe(true));
      const page = await browser.page('/staff/files');
      expect(page).toContain('供暖.txt：1 份文件');
      expect(page).toContain('0 处数字不一致');
      expect(page).toContain('值班&lt;b&gt;.txt');
      expect(await numbers()).toHaveLength(2);
      form.set('csrf', 'guess');
      expect((await browser.send('/staff/files', form)).status).toBe(403);
      const stranger = new StaffBrowser(world.server);
      expect((await stranger.send('/staff/files', form)).status).toBe(401);
      expect(intake.list()).toHaveLength(2);
      expect(await exportAudit(library.database)).toContain('hand in');
    } finally {
      await world.server.close();
    }
  });
});

describe('a file sent to the bot', () => {
  it('is read in for an administrator, with a summary; for nobody else', async () => {
    const { database } = library;
    const bench = await telegramBench({ database, assistant: library.assistant, intake: intakeOf(library) });
    try {
      bench.server.files.set('F1', Buffer.from(PUBLIC_NOTICE));
      bench.server.push(sentFile(7, 'F1', '供暖.txt'));
      const told = await bench.server.waitFor(({ chat }) => chat === 7);
      expect(told.text).toContain('不能读取您发来的文件');
      expect(await numbers()).toEqual([]);
      const person = await findPerson(database, { channel: 'telegram', account: '7' });
      await assign(database, person?.id ?? 0, 'administrator', []);
      bench.server.push(sentFile(7, 'F1', '供暖.txt'));
      await bench.server.waitFor((message) => message.text.includes('正在读入'));
      const done = await bench.server.waitFor((message) => message.text.includes('1 份文件'));
      expect(done.text).toContain('供暖.txt：1 份文件');
      expect(await numbers()).toEqual(['清政办发〔2024〕6号']);
      bench.server.push(sentFile(7, 'TOO-BIG', '大.pdf'));
      const refused = await bench.server.waitFor((message) => message.text.includes('没有取到'));
      expect(refused.text).not.toContain(bench.server.token);
      bench.server.push(text(7, '供暖收费标准是多少？'));
      await bench.server.waitFor((message) => message.text.includes('19元'));
      expect(bench.server.refusals).toEqual([]);
    } finally {
      await bench.stop();
    }
  });
});
