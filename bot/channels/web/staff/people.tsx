/** Sign-in links for colleagues, and the audit as a file. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { audit, exportAudit } from '../../../../data/audit.ts';
import { issueSignInLink } from '../../../../data/staff-sessions.ts';
import { zhStaff } from '../../../locales/zh-staff.ts';
import { FormToken, respondMessage, respondStaff } from './frame.tsx';
import { outsideUrl, type StaffEnv, type StaffServices } from './services.ts';

const words = zhStaff.people;
const nameSchema = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N} ·._-]{1,40}$/u);

/** The path of a sign-in link; print it once, it opens a session. */
export const signInPath = (token: string) => `/staff/sign-in?token=${token}`;

/** `/staff/people` and `/staff/audit.csv` */
export function servePeople(app: Hono<StaffEnv>, services: StaffServices): void {
  const { database, now } = services;
  app.get('/people', (c) =>
    respondStaff(
      c,
      { title: words.title, section: 'people' },
      <>
        <form method="post" action="/staff/people" class="card stacked">
          <FormToken c={c} />
          <h2>{words.invite}</h2>
          <label>
            {words.name}
            <input name="name" required maxlength={40} />
          </label>
          <button type="submit">{words.make}</button>
        </form>
        <p>
          <a class="button" href="/staff/audit.csv">
            {words.audit}
          </a>
        </p>
      </>,
    ),
  );
  app.post('/people', async (c) => {
    const name = nameSchema.safeParse((await c.req.parseBody()).name);
    if (!name.success) return respondMessage(c, words.title, zhStaff.forms.invalid, 422);
    const token = issueSignInLink(database, name.data, now());
    const who = c.var.session.actor;
    await audit(database, { at: now(), who, act: 'sign-in link', object: name.data, result: 'done' });
    return respondStaff(
      c,
      { title: words.title, section: 'people' },
      <div class="card">
        <p>{words.once}</p>
        <input
          class="copy"
          readonly
          value={outsideUrl(c, services, signInPath(token))}
          aria-label={words.invite}
        />
      </div>,
    );
  });
  app.get('/audit.csv', async (c) => {
    await audit(database, {
      at: now(),
      who: c.var.session.actor,
      act: 'audit export',
      object: '',
      result: 'done',
    });
    return c.body(await exportAudit(database), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="audit.csv"',
    });
  });
}
