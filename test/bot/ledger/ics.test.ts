import fc from 'fast-check';
import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readFeed } from '../../../bot/ledger/feed.ts';
import { foldLine, writeCalendar } from '../../../bot/ledger/ics.ts';
import { type Database, openDatabase } from '../../../data/database.ts';
import { actOnDeadline } from '../../../data/deadline-actions.ts';
import { listDeadlines } from '../../../data/deadlines.ts';
import { createFeed, listFeeds, revokeFeeds } from '../../../data/feeds.ts';
import { at, day, deadline, document, publish, reading } from '../../support/deadlines.ts';
import { addSubscription, makeServices } from '../../support/reminders.ts';

let database: Database;
let ids: readonly string[];
beforeEach(() => {
  database = openDatabase(':memory:');
  ids = publish(database, [
    deadline({ task: '储备物资；含,逗号\\反斜杠\n换行', quote: `${'很长的原文。'.repeat(60)}7月30日前` }),
    deadline({
      task: '月报',
      locator: '四、',
      due: null,
      kind: 'recurring',
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=15',
    }),
    deadline({ task: '未定', locator: '五、', due: null, kind: 'relative', unresolved: '锚点未知' }),
  ]).ids;
  publish(
    database,
    [deadline({ task: '内' })],
    '2023-07-01 10:00',
    document({ id: 'i', visibility: 'internal' }),
  );
});
afterEach(() => database.close());

const entries = () => listDeadlines(database, ['public'], {}, reading('2023-07-10 09:00'), () => true);
const options = { name: '公报通', leads: [7, 0], hour: 9 };

/** The events of a calendar as an independent parser reads them. */
function parse(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
}

describe('the calendar, read by ical.js', () => {
  test('holds a day-long event for each deadline with a day, words unharmed', async () => {
    const [single, monthly, ...rest] = parse(writeCalendar(await entries(), options)).toSorted((a, b) =>
      b.startDate.toString().localeCompare(a.startDate.toString()),
    );
    expect(rest).toEqual([]);
    expect(single?.summary).toBe('储备物资；含,逗号\\反斜杠\n换行');
    expect(single?.startDate).toMatchObject({ isDate: true, year: 2023, month: 7, day: 30 });
    expect(single?.endDate.toString()).toBe('2023-07-31');
    expect(single?.description).toContain('很长的原文。'.repeat(60));
    expect(monthly?.isRecurring()).toBe(true);
    const iterator = monthly?.iterator();
    const days = [1, 2, 3].map(() => iterator?.next()?.toString());
    expect(days).toEqual(['2023-07-15', '2023-08-15', '2023-09-15']);
  });

  test('alarms ring at nine, seven days before and on the day', async () => {
    const [event] = parse(writeCalendar(await entries(), options)).filter((one) => !one.isRecurring());
    const start = event?.startDate;
    const rings = event?.component.getAllSubcomponents('valarm').map((alarm) => {
      const ring = start?.clone();
      if (ring) ring.isDate = false;
      ring?.addDuration(alarm.getFirstPropertyValue('trigger') as ICAL.Duration);
      return ring?.toString();
    });
    expect(rings).toEqual(['2023-07-23T09:00:00', '2023-07-30T09:00:00']);
  });

  test('a change keeps the UID and raises the sequence; a finished task rings no more', async () => {
    const [before] = parse(writeCalendar(await entries(), options)).filter((one) => !one.isRecurring());
    actOnDeadline(
      database,
      ids[0] ?? '',
      { kind: 'finish', note: '完' },
      { actor: '张三', at: at('2023-07-11 09:00'), visibilities: ['public'] },
    );
    const [after] = parse(writeCalendar(await entries(), options)).filter((one) => !one.isRecurring());
    expect(after?.uid).toBe(before?.uid);
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? 0);
    expect(after?.summary).toMatch(/^【已办结】/);
    expect(after?.component.getAllSubcomponents('valarm')).toEqual([]);
  });

  test('a recurrence ends with the document’s validity, as a date', async () => {
    const of = document({ id: 'v', validUntil: day('2023-09-30') });
    publish(
      database,
      [deadline({ due: null, kind: 'recurring', rrule: 'FREQ=MONTHLY;BYMONTHDAY=-1' })],
      '2023-07-01 10:00',
      of,
    );
    const text = writeCalendar(
      (await entries()).filter(({ documentId }) => documentId === 'v'),
      options,
    );
    expect(text).toContain('RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20230930');
    const iterator = parse(text)[0]?.iterator();
    const days: string[] = [];
    for (let next = iterator?.next(); next; next = iterator?.next()) days.push(next.toString());
    expect(days).toEqual(['2023-07-31', '2023-08-31', '2023-09-30']);
  });

  test('lines are at most 75 octets, folded between characters, and unfold to what they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (line) => {
        const text = line.replace(/[\r\n]/g, '');
        const folded = foldLine(text);
        for (const part of folded.split('\r\n')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
        expect(folded.replaceAll('\r\n ', '')).toBe(text);
      }),
    );
  });

  test('any task text survives the parser', async () => {
    const [entry] = await entries();
    if (!entry) throw new Error('no entry');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), (task) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these cannot stand in a calendar
        const plain = task.replace(/[\u0000-\u001f\u007f]/g, '');
        const [event] = parse(writeCalendar([{ ...entry, task: plain }], options));
        expect(event?.summary).toBe(plain);
      }),
    );
  });
});

describe('a feed', () => {
  const fetchFeed = (token: string, etag: string | null = null) =>
    readFeed(
      database,
      token,
      etag,
      makeServices(database, '2023-07-10 09:00').services,
      at('2023-07-10 09:00'),
    );

  test('is read with its token, within the scope of its subscription', async () => {
    const { id } = addSubscription(database);
    const token = createFeed(database, id, 'u1', at('2023-07-02 09:00')) ?? '';
    const answer = await fetchFeed(token);
    if (answer.kind !== 'calendar') throw new Error(answer.kind);
    expect(parse(answer.body)).toHaveLength(2);
    expect(answer.body).not.toContain('内');
    expect(await fetchFeed(token, `W/${answer.etag}`)).toEqual({ kind: 'unchanged', etag: answer.etag });
    expect(await fetchFeed(token, '*, "other"')).toMatchObject({ kind: 'calendar' });
  });

  test('keeps its ETag until something changes', async () => {
    const { id } = addSubscription(database);
    const token = createFeed(database, id, 'u1', at('2023-07-02 09:00')) ?? '';
    const first = await fetchFeed(token);
    actOnDeadline(
      database,
      ids[0] ?? '',
      { kind: 'start' },
      { actor: '张三', at: at('2023-07-11 09:00'), visibilities: ['public'] },
    );
    const second = await fetchFeed(token, first.kind === 'calendar' ? first.etag : null);
    expect(second.kind).toBe('calendar');
  });

  test.each([
    '',
    'a',
    'A'.repeat(43),
    `${'A'.repeat(42)}=`,
    '../../etc/passwd',
    "' OR 1=1 --",
    '%00'.repeat(14),
  ])('a guessed token %j finds nothing', async (token) => {
    addSubscription(database);
    expect(await fetchFeed(token)).toEqual({ kind: 'missing' });
  });

  test('can be revoked by its owner alone, and its token is nowhere in the database', async () => {
    const { id } = addSubscription(database);
    expect(createFeed(database, id, 'somebody else', at('2023-07-02 09:00'))).toBeNull();
    const token = createFeed(database, id, 'u1', at('2023-07-02 09:00')) ?? '';
    expect(database.raw.serialize().includes(token)).toBe(false);
    expect(revokeFeeds(database, id, 'somebody else', at('2023-07-03 09:00'))).toBe(0);
    expect((await fetchFeed(token)).kind).toBe('calendar');
    expect(revokeFeeds(database, id, 'u1', at('2023-07-03 09:00'))).toBe(1);
    expect(await fetchFeed(token)).toEqual({ kind: 'missing' });
    expect(listFeeds(database, id)).toHaveLength(1);
  });
});
