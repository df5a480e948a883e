/** A member of staff's own subscriptions, and their calendar feeds. */
import type { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { audit } from '../../../../data/audit.ts';
import { createFeed, listFeeds, revokeFeeds } from '../../../../data/feeds.ts';
import {
  listSubscriptions,
  type Subscription,
  type SubscriptionInput,
  subscribe,
  subscriptionSchema,
  unsubscribe,
} from '../../../../data/subscriptions.ts';
import { nameOfFilter } from '../../../ledger/feed.ts';
import { zhStaff } from '../../../locales/zh-staff.ts';
import { FormToken, respondMessage, respondStaff } from './frame.tsx';
import { outsideUrl, type StaffContext, type StaffEnv, type StaffServices } from './services.ts';

const words = zhStaff.subscriptions;

const formSchema = z.object({
  kind: z.enum(['everything', 'department', 'document', 'keyword']),
  value: z.string().trim().max(120).default(''),
  leads: z
    .string()
    .default('7,3,1,0')
    .transform((text) =>
      text
        .split(/[,，、\s]+/)
        .filter(Boolean)
        .map(Number),
    ),
  unit: z.enum(['day', 'working day']).default('day'),
  hour: z.coerce.number(),
  digest: z.literal('1').optional(),
});

/** The form as a subscription of the signed-in person's web inbox; null where it is none. */
function readForm(body: Record<string, unknown>, owner: string): SubscriptionInput | null {
  const form = formSchema.safeParse(body);
  if (!form.success) return null;
  const { kind, value, leads, unit, hour, digest } = form.data;
  const filter = kind === 'everything' ? { kind } : { kind, [kind]: value };
  const common = { owner, channel: 'web', chat: owner, leads, leadUnit: unit, hour, publicOnly: false };
  const parsed = subscriptionSchema.safeParse({ ...common, filter, weeklyDigest: digest === '1' });
  return parsed.success ? parsed.data : null;
}

const Mine: FC<{ c: StaffContext; subscription: Subscription; feedSince: string | null }> = ({
  c,
  subscription,
  feedSince,
}) => {
  const at = `/staff/subscriptions/${encodeURIComponent(subscription.id)}`;
  const unit = words.units[subscription.leadUnit];
  const button = (path: string, label: string) => (
    <form method="post" action={`${at}/${path}`}>
      <FormToken c={c} />
      <button type="submit" class="plain">
        {label}
      </button>
    </form>
  );
  return (
    <li class="card">
      <strong>
        {subscription.filter.kind === 'everything'
          ? words.kinds.everything
          : nameOfFilter(subscription.filter)}
      </strong>
      <span class="muted">
        {`${subscription.leads.join('、')} ${unit}　${subscription.hour}:00`}
        {feedSince ? `　${words.feedOpen(feedSince.slice(0, 10))}` : ''}
      </span>
      <span class="buttons">
        {button('feed', words.makeFeed)}
        {feedSince ? button('revoke', words.revokeFeed) : null}
        {button('end', words.end)}
      </span>
    </li>
  );
};

const CreateForm: FC<{ c: StaffContext }> = ({ c }) => (
  <form method="post" action="/staff/subscriptions" class="card stacked">
    <FormToken c={c} />
    <label>
      {words.kind}
      <select name="kind">
        {Object.entries(words.kinds).map(([kind, name]) => (
          <option value={kind}>{name}</option>
        ))}
      </select>
    </label>
    <label>
      {words.value}
      <input name="value" maxlength={120} />
    </label>
    <label>
      {words.leads}
      <input name="leads" value="7,3,1,0" />
    </label>
    <label>
      {words.unit}
      <select name="unit">
        {Object.entries(words.units).map(([unit, name]) => (
          <option value={unit}>{name}</option>
        ))}
      </select>
    </label>
    <label>
      {words.hour}
      <input name="hour" type="number" min="0" max="23" value="9" />
    </label>
    <label class="check">
      <input name="digest" type="checkbox" value="1" />
      {words.digest}
    </label>
    <button type="submit">{words.save}</button>
  </form>
);

function page(c: StaffContext, { database }: StaffServices): Response | Promise<Response> {
  const mine = listSubscriptions(database, { owner: c.var.session.actor });
  const openFeed = (id: string) => listFeeds(database, id).findLast(({ revokedAt }) => revokedAt === null);
  return respondStaff(
    c,
    { title: words.title, section: 'subscriptions' },
    <>
      <h2>{words.mine}</h2>
      {mine.length === 0 ? <p class="empty">{words.none}</p> : null}
      <ul class="subscriptions">
        {mine.map((subscription) => (
          <Mine c={c} subscription={subscription} feedSince={openFeed(subscription.id)?.createdAt ?? null} />
        ))}
      </ul>
      <h2>{words.create}</h2>
      <CreateForm c={c} />
    </>,
  );
}

/** The address of a new feed, shown this once. */
function feedPage(c: StaffContext, services: StaffServices, token: string): Response | Promise<Response> {
  const url = outsideUrl(c, services, `/staff/feeds/${token}.ics`);
  return respondStaff(
    c,
    { title: words.feed, section: 'subscriptions' },
    <div class="card">
      <p>{words.feedOnce}</p>
      <p>
        <input class="copy" readonly value={url} aria-label={words.feed} />
      </p>
    </div>,
  );
}

/** `/staff/subscriptions` */
export function serveSubscriptions(app: Hono<StaffEnv>, services: StaffServices): void {
  const { database, now } = services;
  const write = (c: StaffContext, act: string, object: string, done: boolean) =>
    audit(database, {
      at: now(),
      who: c.var.session.actor,
      act,
      object,
      result: done ? 'done' : 'refused: missing',
    });
  app.get('/subscriptions', (c) => page(c, services));
  app.post('/subscriptions', async (c) => {
    const input = readForm(await c.req.parseBody(), c.var.session.actor);
    if (!input) return respondMessage(c, words.title, words.invalid, 422);
    const { id } = subscribe(database, input, now());
    await write(c, 'subscribe', id, true);
    return c.redirect('/staff/subscriptions', 303);
  });
  app.post('/subscriptions/:id/end', async (c) => {
    const id = c.req.param('id');
    await write(c, 'unsubscribe', id, unsubscribe(database, id, c.var.session.actor));
    return c.redirect('/staff/subscriptions', 303);
  });
  app.post('/subscriptions/:id/revoke', async (c) => {
    const id = c.req.param('id');
    await write(c, 'feed revoke', id, revokeFeeds(database, id, c.var.session.actor, now()) > 0);
    return c.redirect('/staff/subscriptions', 303);
  });
  app.post('/subscriptions/:id/feed', async (c) => {
    const id = c.req.param('id');
    const token = createFeed(database, id, c.var.session.actor, now());
    await write(c, 'feed create', id, token !== null);
    if (!token) return respondMessage(c, words.title, words.none, 404);
    return feedPage(c, services, token);
  });
}
