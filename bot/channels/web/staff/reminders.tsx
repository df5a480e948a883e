/** What was sent, and what could not be delivered. */
import type { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { audit } from '../../../../data/audit.ts';
import {
  type Delivery,
  listDeliveries,
  listReminders,
  type ReminderRow,
  requeueDead,
} from '../../../../data/reminders.ts';
import { zhStaff } from '../../../locales/zh-staff.ts';
import { FormToken, respondStaff } from './frame.tsx';
import { detailUrl } from './light.tsx';
import type { StaffContext, StaffEnv, StaffServices } from './services.ts';

const words = zhStaff.reminders;
const SHOWN_AT_MOST = 50;
const bodySchema = z.object({ plain: z.string() });

const Sent: FC<{ delivery: Delivery }> = ({ delivery }) => {
  const body = bodySchema.safeParse(JSON.parse(delivery.body));
  return (
    <li class="card">
      <span class="muted">
        <time datetime={delivery.at}>{delivery.at.slice(0, 16).replace('T', ' ')} UTC</time>　
        {words.to(delivery.channel, delivery.chat)}
      </span>
      <pre class="message">{body.success ? body.data.plain : ''}</pre>
    </li>
  );
};

const Dead: FC<{ row: ReminderRow }> = ({ row }) => (
  <li>
    <a href={detailUrl(row.deadlineId)}>{row.occurrence}</a> {words.to(row.channel, row.chat)}　{words.reason}
    ：{row.reason}
  </li>
);

function page(c: StaffContext, { database }: StaffServices): Response | Promise<Response> {
  const dead = listReminders(database, { state: 'dead', limit: SHOWN_AT_MOST });
  const mine = listDeliveries(database, { channel: 'web', chat: c.var.session.actor }, SHOWN_AT_MOST);
  const logged = listDeliveries(database, { channel: 'log' }, SHOWN_AT_MOST);
  const sent = [...mine, ...logged].toSorted((a, b) => b.id - a.id).slice(0, SHOWN_AT_MOST);
  return respondStaff(
    c,
    { title: words.title, section: 'reminders' },
    <>
      <h2>{words.dead}</h2>
      {dead.length === 0 ? (
        <p class="empty">{words.deadNone}</p>
      ) : (
        <form method="post" action="/staff/reminders/requeue">
          <FormToken c={c} />
          <ul>
            {dead.map((row) => (
              <Dead row={row} />
            ))}
          </ul>
          <button type="submit">{words.requeue}</button>
        </form>
      )}
      <h2>{words.sent}</h2>
      {sent.length === 0 ? <p class="empty">{words.sentNone}</p> : null}
      <ol class="deliveries">
        {sent.map((delivery) => (
          <Sent delivery={delivery} />
        ))}
      </ol>
    </>,
  );
}

/** `/staff/reminders` */
export function serveReminders(app: Hono<StaffEnv>, services: StaffServices): void {
  const { database, now } = services;
  app.get('/reminders', (c) => page(c, services));
  app.post('/reminders/requeue', async (c) => {
    const rows = requeueDead(database, now());
    const who = c.var.session.actor;
    await audit(database, {
      at: now(),
      who,
      act: 'reminders requeue',
      object: `${rows} rows`,
      result: 'done',
    });
    return c.redirect('/staff/reminders', 303);
  });
}
