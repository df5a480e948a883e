import exceljs from 'exceljs';
import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { firstSignInLink } from '../../../bot/channels/web/staff/create-staff-pages.ts';
import { exportAudit } from '../../../data/audit.ts';
import { type Database, openDatabase } from '../../../data/database.ts';
import { listDeadlines } from '../../../data/deadlines.ts';
import type { LedgerEntry } from '../../../data/ledger.ts';
import { day, deadline, document, publish, reading } from '../../support/deadlines.ts';
import { StaffBrowser, startStaff } from '../../support/staff-browser.ts';

const EVIL = '<script>alert(1)</script>"\'&';
let database: Database;
let world: Awaited<ReturnType<typeof startStaff>>;

beforeEach(async () => {
  database = openDatabase(':memory:');
  publish(database, [
    deadline({ task: '甲', due: day('2023-07-28') }),
    deadline({
      task: `乙${EVIL}`,
      quote: `7月31日前${EVIL}`,
      locator: '四、',
      due: day('2023-07-31'),
      confidence: 0.5,
    }),
    deadline({
      task: '月报',
      locator: '五、',
      due: null,
      kind: 'recurring',
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=15',
    }),
  ]);
  publish(
    database,
    [deadline({ task: '内部任务' })],
    '2023-07-01 10:00',
    document({ id: 'i', visibility: 'internal' }),
  );
  world = await startStaff(database, '2023-07-25 09:00');
});
afterEach(async () => {
  await world.server.close();
  await database.close();
});

async function entryOf(task: string): Promise<LedgerEntry> {
  const all = await listDeadlines(
    database,
    ['public', 'internal'],
    {},
    reading('2023-07-25 09:00'),
    () => true,
  );
  const entry = all.find((one) => one.task.startsWith(task));
  if (!entry) throw new Error(`no task ${task}`);
  return entry;
}

const DOORS = [
  '/staff',
  '/staff/ledger',
  '/staff/ledger.xlsx',
  '/staff/month',
  '/staff/review',
  '/staff/subscriptions',
  '/staff/reminders',
  '/staff/people',
  '/staff/files',
  '/staff/audit.csv',
  '/staff/documents/i',
  '/staff/deadlines/dabcdefgh2345',
];

describe('signing in', () => {
  test.each(DOORS)('%s is closed to who is not signed in', async (path) => {
    const stranger = new StaffBrowser(world.server);
    for (const cookie of ['', 'gongbao_staff=guess', `gongbao_staff=${'A'.repeat(43)}`]) {
      stranger.cookie = cookie;
      const response = await stranger.get(path);
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toBe('/staff/sign-in');
      expect(await response.text()).not.toContain('内部任务');
    }
  });

  test('a link works once, for an hour, and not by merely being looked at', async () => {
    const token = new URL(firstSignInLink(world.services, world.server.url)).searchParams.get('token') ?? '';
    const browser = new StaffBrowser(world.server);
    expect((await browser.get(`/staff/sign-in?token=${token}`)).status).toBe(200);
    const first = await browser.post('/staff/sign-in', { token });
    expect(first.status).toBe(303);
    const cookie = first.headers.getSetCookie().join();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Path=\/staff/i);
    expect((await new StaffBrowser(world.server).post('/staff/sign-in', { token })).status).toBe(403);
    const late = new URL(firstSignInLink(world.services, world.server.url)).searchParams.get('token') ?? '';
    world.set('2023-07-25 10:01');
    expect((await new StaffBrowser(world.server).post('/staff/sign-in', { token: late })).status).toBe(403);
  });

  test('a session ends after twelve hours, and when signed out', async () => {
    const browser = await world.signIn();
    expect((await browser.get('/staff/ledger')).status).toBe(200);
    world.set('2023-07-25 21:01');
    expect((await browser.get('/staff/ledger')).status).toBe(303);
    world.set('2023-07-25 09:00');
    const { cookie } = browser;
    await browser.page('/staff/ledger');
    await browser.post('/staff/sign-out', {});
    browser.cookie = cookie;
    expect((await browser.get('/staff/ledger')).status).toBe(303);
  });

  test('guessed links are limited, even when the right one comes at last', async () => {
    const browser = new StaffBrowser(world.server);
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++)
      statuses.push((await browser.post('/staff/sign-in', { token: `guess${i}` })).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(403));
    expect(statuses.slice(10)).toEqual([429, 429]);
    world.set('2023-07-25 09:16');
    const token = new URL(firstSignInLink(world.services, world.server.url)).searchParams.get('token') ?? '';
    expect((await browser.post('/staff/sign-in', { token })).status).toBe(303);
    expect(await exportAudit(database)).toContain('refused: too many attempts');
  });

  test('neither cookies nor links stand in the database', async () => {
    const browser = await world.signIn();
    const bytes = database.raw.serialize();
    expect(bytes.includes(browser.cookie.split('=')[1] ?? 'x')).toBe(false);
  });
});

describe('forms', () => {
  test('a form without the session’s token changes nothing and is audited', async () => {
    const browser = await world.signIn();
    const entry = await entryOf('甲');
    const fields = { action: 'finish', note: '完', revision: String(entry.revision) };
    for (const csrf of ['', 'x', 'A'.repeat(43)]) {
      expect((await browser.post(`/staff/deadlines/${entry.id}/act`, fields, csrf)).status).toBe(403);
    }
    expect((await entryOf('甲')).state).toBe('已确认');
    expect(await exportAudit(database)).toContain('refused: form token');
  });

  test('one session’s token is of no use to another', async () => {
    const [first, second] = [await world.signIn(), await world.signIn()];
    expect((await second.post('/staff/people', { name: '李四' }, first.csrf)).status).toBe(403);
  });

  test('a form sent from another site is refused', async () => {
    const browser = await world.signIn();
    const response = await fetch(new URL('/staff/people', world.server.url), {
      method: 'POST',
      headers: { Cookie: browser.cookie, Origin: 'http://evil.example' },
      body: new URLSearchParams({ csrf: browser.csrf, name: 'x' }),
    });
    expect(response.status).toBe(403);
  });

  test('an oversized form is refused', async () => {
    const browser = await world.signIn();
    expect((await browser.post('/staff/people', { name: 'x'.repeat(200_000) })).status).toBe(413);
  });
});

describe('pages', () => {
  test.each(['/staff/ledger', '/staff/month?month=2023-07', '/staff/review', '/staff/documents/doc-48'])(
    '%s escapes what documents say, under a policy without inline script or style',
    async (path) => {
      const browser = await world.signIn();
      const response = await browser.get(path);
      const text = await response.text();
      expect(text).not.toContain('<script>alert');
      expect(text).not.toMatch(/ style=| on\w+=|<script(?! type="module" src=)/);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(response.headers.get('cache-control')).toBe('no-store');
    },
  );

  test('the ledger shows lights, days and units, and filters', async () => {
    const browser = await world.signIn();
    const all = await browser.page('/staff/ledger');
    expect(all).toContain('内部任务');
    expect(all).toContain('黄灯：临近到期');
    expect(all).toContain('红灯：已逾期');
    const filtered = await browser.page('/staff/ledger?keyword=月报&state=nonsense&month=2023-99');
    expect(filtered).toContain('月报');
    expect(filtered).not.toContain('内部任务');
  });

  test('the month shows a recurring duty on its day', async () => {
    const browser = await world.signIn();
    const page = await browser.page('/staff/month?month=2023-08');
    expect(page).toMatch(/15<\/span>.*月报/s);
    expect(await browser.page('/staff/month?month=abc')).toContain('2023年7月');
  });

  test('a task nobody knows is not found', async () => {
    const browser = await world.signIn();
    expect((await browser.get('/staff/deadlines/dnothereatall')).status).toBe(404);
    expect((await browser.get('/staff/documents/nowhere')).status).toBe(404);
  });

  test('the page’s own files are served with an ETag', async () => {
    const browser = new StaffBrowser(world.server);
    for (const name of ['staff.css', 'staff.js']) {
      const response = await browser.get(`/staff/assets/${name}`);
      const etag = response.headers.get('etag') ?? '';
      expect(response.status).toBe(200);
      expect((await browser.get(`/staff/assets/${name}`, { 'If-None-Match': etag })).status).toBe(304);
    }
  });
});

describe('acts', () => {
  const act = async (browser: StaffBrowser, task: string, fields: Record<string, string>) => {
    const entry = await entryOf(task);
    return browser.post(`/staff/deadlines/${entry.id}/act`, { revision: String(entry.revision), ...fields });
  };

  test('the queue is worked off: corrected and confirmed, back to the queue, with who and when', async () => {
    const browser = await world.signIn();
    expect(await browser.page('/staff/review')).toContain('可信度低');
    const response = await act(browser, '乙', {
      action: 'correct',
      back: '/staff/review',
      task: '乙事项',
      due: '2023-08-01',
      responsible: '县应急管理局（牵头）、县水务局（配合）',
    });
    expect(response.headers.get('location')).toBe('/staff/review');
    expect(await entryOf('乙')).toMatchObject({
      state: '已确认',
      task: '乙事项',
      due: '2023-08-01',
      responsible: [
        { name: '县应急管理局', role: '牵头' },
        { name: '县水务局', role: '配合' },
      ],
    });
    expect(await browser.page('/staff/review')).toContain('没有等候确认的时限');
    const page = await browser.page(`/staff/deadlines/${(await entryOf('乙')).id}`);
    expect(page).toMatch(/2023-07-25 09:00<\/time> 管理员 更正/);
  });

  test.each<[string, Record<string, string>, number]>([
    ['an impossible day', { action: 'extend', due: '2023-02-30', reason: 'x' }, 422],
    ['no reason', { action: 'extend', due: '2023-09-01', reason: '' }, 409],
    ['an act that there is not', { action: 'delete' }, 422],
    ['a unit without a role', { action: 'correct', task: '甲', due: '2023-07-28', responsible: '某局' }, 422],
    ['an older revision', { action: 'start', revision: '0' }, 409],
    ['an act that the state forbids', { action: 'confirm' }, 409],
  ])('%s is refused with words, and changes nothing', async (_name, fields, status) => {
    const browser = await world.signIn();
    const response = await act(browser, '甲', fields);
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(/role="alert"/);
    expect(await entryOf('甲')).toMatchObject({ state: '已确认', due: '2023-07-28', revision: 1 });
  });

  test('an address outside is not returned to', async () => {
    const browser = await world.signIn();
    const response = await act(browser, '甲', { action: 'start', back: '//evil.example/staff/' });
    expect(response.headers.get('location')).toMatch(/^\/staff\/deadlines\//);
  });

  test('a recurring duty is finished for one of its days', async () => {
    const browser = await world.signIn();
    await act(browser, '月报', { action: 'finish', note: '已报', occurrence: '2023-07-15' });
    expect(await entryOf('月报')).toMatchObject({ state: '已确认', nextDue: '2023-08-15', light: '绿' });
  });
});

describe('workbook, feeds and people', () => {
  test('the ledger goes out as a workbook and comes back filled in', async () => {
    const browser = await world.signIn();
    const exported = await browser.get('/staff/ledger.xlsx?keyword=内部任务');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await exported.arrayBuffer());
    const sheet = workbook.worksheets[0];
    sheet?.getRow(3).eachCell((cell, number) => {
      const heading = sheet.getRow(2).getCell(number).value;
      if (heading === '状态') cell.value = '已办结';
    });
    const note = sheet?.getRow(2).values as string[];
    if (sheet) sheet.getRow(3).getCell(note.indexOf('办理情况')).value = '已完成';
    const file = new Blob([await workbook.xlsx.writeBuffer()]);
    const response = await browser.post('/staff/import', { file });
    expect(await response.text()).toContain('已更新 1 项，未改动 0 项，未采用 0 行');
    expect(await entryOf('内部任务')).toMatchObject({ state: '已办结', note: '已完成' });
    expect((await browser.post('/staff/import', { file: new Blob(['x']) })).status).toBe(422);
  });

  test('a subscription’s calendar is read without a cookie, until its address is revoked', async () => {
    const browser = await world.signIn();
    await browser.post('/staff/subscriptions', { kind: 'everything', hour: '9', leads: '7,1' });
    const page = await browser.page('/staff/subscriptions');
    const id = /subscriptions\/(s\w+)\/feed/.exec(page)?.[1] ?? '';
    const shown = await (await browser.post(`/staff/subscriptions/${id}/feed`, {})).text();
    const path = new URL(/value="(http[^"]+\.ics)"/.exec(shown)?.[1] ?? '').pathname;
    const calendar = new StaffBrowser(world.server);
    const response = await calendar.get(path);
    expect(response.headers.get('content-type')).toMatch('text/calendar');
    const events = new ICAL.Component(ICAL.parse(await response.text())).getAllSubcomponents('vevent');
    expect(events).toHaveLength(3);
    const etag = response.headers.get('etag') ?? '';
    expect((await calendar.get(path, { 'If-None-Match': etag })).status).toBe(304);
    await browser.post(`/staff/subscriptions/${id}/revoke`, {});
    expect((await calendar.get(path)).status).toBe(404);
  });

  test('who guesses calendar addresses is put off', async () => {
    const browser = new StaffBrowser(world.server);
    const statuses: number[] = [];
    for (let i = 0; i < 32; i++) {
      statuses.push((await browser.get(`/staff/feeds/${String(i).padStart(43, 'A')}.ics`)).status);
    }
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(404));
    expect(statuses.slice(30)).toEqual([429, 429]);
  });

  test.each([
    { kind: 'department', value: '', hour: '9' },
    { kind: 'everything', hour: '25' },
    { kind: 'everything', hour: '9', leads: '-1' },
    { kind: 'everything', hour: '9', leads: 'a' },
    { kind: 'sql', hour: '9' },
  ])('a subscription %j is refused', async (fields) => {
    const browser = await world.signIn();
    expect((await browser.post('/staff/subscriptions', fields)).status).toBe(422);
  });

  test('a colleague signs in with the link made for him, and acts under his name', async () => {
    const browser = await world.signIn();
    const shown = await (await browser.post('/staff/people', { name: '李四' })).text();
    const token = /token=([\w-]{43})/.exec(shown)?.[1] ?? '';
    const colleague = new StaffBrowser(world.server);
    await colleague.post('/staff/sign-in', { token });
    expect(await colleague.page('/staff/ledger')).toContain('已登录：李四');
    expect(await (await browser.get('/staff/audit.csv')).text()).toContain('"sign-in link","李四"');
    expect((await browser.post('/staff/people', { name: EVIL })).status).toBe(422);
  });
});
