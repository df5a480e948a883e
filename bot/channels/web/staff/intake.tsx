/** Files into the library: handed in, how far each is, and what became of it. */
import type { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { audit } from '../../../../data/audit.ts';
import { describeResult, describeTotals, totalsOf } from '../../../ingest-summary.ts';
import type { IntakeEntry } from '../../../intake.ts';
import { zhStaff as words } from '../../../locales/zh-staff.ts';
import { FormToken, respondMessage, respondStaff } from './frame.tsx';
import type { StaffContext, StaffEnv, StaffServices } from './services.ts';

/** The page looks again after so many seconds while something is being read. */
const REFRESH_S = '2';

const Progress: FC<{ entry: IntakeEntry }> = ({ entry: { stage, done, total, results } }) => {
  if (stage === 'done') {
    return (
      <>
        {results.map((result) => (
          <p>{describeResult(result)}</p>
        ))}
        {results.length > 1 && <p>{describeTotals(totalsOf(results))}</p>}
      </>
    );
  }
  const label = words.files.stages[stage];
  return total > 0 ? (
    <label>
      {label} <progress max={total} value={done} />
    </label>
  ) : (
    <span>{label}</span>
  );
};

function showFiles(c: StaffContext, entries: readonly IntakeEntry[]): Response | Promise<Response> {
  if (entries.some(({ stage }) => stage !== 'done')) c.header('Refresh', REFRESH_S);
  return respondStaff(
    c,
    { title: words.files.title, section: 'files' },
    <>
      <p>{words.files.lead}</p>
      <div class="workbook">
        <form method="post" action="/staff/files" enctype="multipart/form-data">
          <FormToken c={c} />
          <label>
            {words.files.choose} <input type="file" name="file" multiple required />
          </label>
          <button type="submit">{words.files.send}</button>
        </form>
      </div>
      {entries.map((entry) => (
        <article class="card">
          <h2>{entry.name}</h2>
          <p class="muted">{words.files.by(entry.by)}</p>
          <Progress entry={entry} />
        </article>
      ))}
    </>,
  );
}

/** `/staff/files` */
export function serveIntake(app: Hono<StaffEnv>, services: StaffServices): void {
  const { intake, database, now } = services;
  app.get('/files', (c) => showFiles(c, intake.list()));
  app.post('/files', async (c) => {
    const form = await c.req.parseBody({ all: true });
    const files = [form.file].flat().filter((each): each is File => each instanceof File && each.size > 0);
    if (files.length === 0) return respondMessage(c, words.files.title, words.forms.invalid, 422);
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const who = c.var.session.actor;
      await audit(database, {
        at: now(),
        who,
        act: 'hand in',
        object: file.name,
        result: `${bytes.length} bytes`,
      });
      // What is wrong with a file stands in the list; a fault of ours is told there too, as a file that ends without a result.
      intake.take({ name: file.name, bytes }, who).catch(services.onFault ?? (() => {}));
    }
    return c.redirect('/staff/files', 303);
  });
}
