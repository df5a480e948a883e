/** Calendar feeds: read with their token alone, by calendar programs that cannot sign in. */
import type { Hono } from 'hono';
import { countAttempt } from '../../../../data/staff-sessions.ts';
import { readFeed } from '../../../ledger/feed.ts';
import { addressOf } from './guard.tsx';
import { detailUrl } from './light.tsx';
import { outsideUrl, type StaffEnv, type StaffServices } from './services.ts';

const WRONG_TOKENS = { most: 30, withinMs: 10 * 60_000 };

/** `/staff/feeds/TOKEN.ics`. Unknown and revoked tokens look alike; a client that guesses is put off. */
export function serveFeeds(app: Hono<StaffEnv>, services: StaffServices): void {
  app.get('/feeds/:file{[\\w-]+\\.ics}', async (c) => {
    const token = c.req.param('file').slice(0, -'.ics'.length);
    const now = services.now();
    const linkTo = (_documentId: string, id: string) => outsideUrl(c, services, detailUrl(id));
    const known = c.req.header('If-None-Match') ?? null;
    const answer = await readFeed(services.database, token, known, { ...services, linkTo }, now);
    if (answer.kind === 'missing') {
      const allowed = countAttempt(services.database, `feed ${addressOf(c, services)}`, WRONG_TOKENS, now);
      return c.text('', allowed ? 404 : 429, { 'Cache-Control': 'no-store' });
    }
    const headers = { ETag: answer.etag, 'Cache-Control': 'private, no-cache' };
    if (answer.kind === 'unchanged') return c.body(null, 304, headers);
    return c.body(answer.body, 200, { ...headers, 'Content-Type': 'text/calendar; charset=utf-8' });
  });
}
