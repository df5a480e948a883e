import { describe, expect, it } from 'vitest';
import { issueCode, MAX_ATTEMPTS } from '../../data/invitations.ts';
import { chatBench } from '../support/chat-bench.ts';
import { keyOf, wordsIn } from '../support/memory-channel.ts';

const HOUR = 3_600_000;

describe('becoming staff', () => {
  it('takes a code from an administrator, once', async () => {
    const bench = chatBench();
    await bench.make('admin', 'administrator');
    const issued = await bench.write('admin', '/code 县残联');
    const code = /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(issued ? wordsIn(issued) : '')?.[0] ?? '';
    expect(code).not.toBe('');
    const joined = await bench.write('wang', `/role ${code.toLowerCase()}`);
    expect(joined && wordsIn(joined)).toBe('绑定成功：工作人员（县残联）。');
    const again = await bench.write('li', `/role ${code}`);
    expect(again && wordsIn(again)).toContain('邀请码不对');
    const audit = await bench.database.kysely.selectFrom('audit').select(['act', 'result']).execute();
    expect(audit).toEqual([
      { act: 'issue code', result: 'staff' },
      { act: 'redeem code', result: 'joined' },
      { act: 'redeem code', result: 'refused' },
    ]);
  });

  it('of two who use a code at once, lets one in', async () => {
    const bench = chatBench();
    const code = await issueCode(
      bench.database,
      { role: 'staff', departments: ['县残联'], issuedBy: 'cli' },
      bench.parts.now(),
    );
    const said = await Promise.all(
      ['a', 'b', 'c'].map(async (who) => {
        await bench.write(who, `/role ${code}`);
        return wordsIn(bench.channel.last(who));
      }),
    );
    expect(said.filter((text) => text.startsWith('绑定成功'))).toHaveLength(1);
  });

  it('refuses an expired code, and guessing', async () => {
    const bench = chatBench();
    const by = { role: 'staff' as const, departments: [], issuedBy: 'cli' };
    const old = await issueCode(bench.database, by, bench.parts.now());
    bench.pass(25 * HOUR);
    expect(wordsIn((await bench.write('wang', `/role ${old}`)) ?? bench.channel.last('wang'))).toContain(
      '已过期',
    );
    for (let i = 1; i < MAX_ATTEMPTS; i++) await bench.write('wang', `/role AAAAA-AAAA${i}`);
    const good = await issueCode(bench.database, by, bench.parts.now());
    await bench.write('wang', `/role ${good}`);
    expect(wordsIn(bench.channel.last('wang'))).toContain('一小时后再试');
    bench.pass(HOUR + 1);
    await bench.write('wang', `/role ${good}`);
    expect(wordsIn(bench.channel.last('wang'))).toContain('绑定成功');
  });

  it('keeps no code in the database', async () => {
    const bench = chatBench();
    const by = { role: 'staff' as const, departments: [], issuedBy: 'cli' };
    const code = await issueCode(bench.database, by, bench.parts.now());
    const rows = await bench.database.kysely.selectFrom('invitations').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(code.replace('-', ''));
  });

  it('is given to members of the office whom the channel vouches for', async () => {
    const bench = chatBench();
    await bench.write('zhang', '/role', { from: { account: 'zhang', name: '张', office: true } });
    expect(wordsIn(bench.channel.last('zhang'))).toBe('您的身份：工作人员');
  });

  it.each(['/code 县残联', '/people', '/audit', '/people 1 administrator'])(
    'does not let a citizen or staff run %s',
    async (command) => {
      const bench = chatBench();
      await bench.make('staff', 'staff', ['县残联']);
      for (const who of ['wang', 'staff']) {
        const sent = await bench.write(who, command);
        expect(sent && wordsIn(sent)).toBe('这个命令只供管理员使用。');
      }
    },
  );

  it('is undone by an administrator', async () => {
    const bench = chatBench();
    await bench.make('admin', 'administrator');
    await bench.make('staff', 'staff', ['县残联']);
    await bench.write('admin', '/people 2 citizen');
    await bench.write('staff', '/tickets');
    expect(wordsIn(bench.channel.last('staff'))).toBe('这个命令只供工作人员使用。');
  });
});

describe('personal data', () => {
  it('is masked for citizens and in groups, and shown to staff in private', async () => {
    const bench = chatBench();
    await bench.make('staff', 'staff', ['县残联']);
    const question = '入户调查';
    const chat = { id: 'g1', kind: 'group' as const };
    for (const [who, more, shown] of [
      ['wang', {}, '138****5678'],
      ['staff', { chat }, '138****5678'],
      ['staff', {}, '13812345678'],
    ] as const) {
      const sent = await bench.write(who, question, more);
      expect(sent && wordsIn(sent)).toContain(shown);
      expect(sent && wordsIn(sent)).toContain('0954-5670061');
    }
  });

  it('is shown whole to staff when they open a citation, though it is kept masked', async () => {
    const bench = chatBench();
    await bench.make('staff', 'staff', ['县残联']);
    const sent = await bench.write('staff', '入户调查');
    if (!sent) throw new Error('no answer');
    await bench.press('staff', keyOf(sent, '[1]'), sent.id);
    expect(bench.channel.edits[0]?.message.text.at(-1)?.text).toContain('13812345678');
    const kept = await bench.database.kysely.selectFrom('turns').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain('13812345678');
  });

  it('in a question is answered but kept masked', async () => {
    const bench = chatBench();
    await bench.write('wang', '我身份证11010519491231002X，手机13812345678，住房补贴怎么领');
    expect(wordsIn(bench.channel.last('wang'))).toContain('每人每月300元');
    const turn = await bench.database.kysely.selectFrom('turns').select('question').executeTakeFirst();
    expect(turn?.question).toBe('我身份证110*************2X，手机138****5678，住房补贴怎么领');
  });

  it('is erased by /forget, with everything that was asked', async () => {
    const bench = chatBench();
    const answer = await bench.write('wang', '住房补贴标准');
    if (!answer) throw new Error('no answer');
    await bench.press('wang', keyOf(answer, '没解决'), answer.id);
    const asked = await bench.write('wang', '/forget');
    if (!asked) throw new Error('no question back');
    await bench.press('wang', keyOf(asked, '确认删除'), asked.id);
    expect(wordsIn(bench.channel.last('wang'))).toContain('已删除 1 条');
    for (const table of ['turns', 'expectations', 'outbox'] as const) {
      expect(await bench.database.kysely.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    const ticket = await bench.database.kysely.selectFrom('tickets').selectAll().executeTakeFirst();
    expect(ticket).toMatchObject({ person_id: null, question: '', transcript: '[]' });
  });

  it('lives no longer than its term', async () => {
    const bench = chatBench();
    await bench.write('wang', '住房补贴标准');
    bench.pass(181 * 24 * HOUR);
    await bench.app.tick();
    for (const table of ['turns', 'received', 'keyboards'] as const) {
      expect(await bench.database.kysely.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });
});

describe('the audit', () => {
  it('can be neither changed nor shortened', async () => {
    const bench = chatBench();
    await bench.write('wang', '/audit');
    expect(() => bench.database.raw.exec("UPDATE audit SET result = 'done'")).toThrow('append-only');
    expect(() => bench.database.raw.exec('DELETE FROM audit')).toThrow('append-only');
  });

  it('is exported as a spreadsheet in which nothing is a formula', async () => {
    const bench = chatBench();
    await bench.make('admin', 'administrator');
    await bench.write('admin', '/code =HYPERLINK("http://x.test")');
    const sent = await bench.write('admin', '/audit');
    const text = new TextDecoder().decode(sent?.message.file?.bytes);
    expect(text).toContain(`"'=HYPERLINK(""http://x.test"")"`);
  });
});
