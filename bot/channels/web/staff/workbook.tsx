/** The ledger out as a workbook, and a filled-in one back. */
import type { Hono } from 'hono';
import { listDeadlines } from '../../../../data/deadlines.ts';
import { exportXlsx } from '../../../ledger/export-xlsx.ts';
import { type ImportResult, importXlsx } from '../../../ledger/import-xlsx.ts';
import { zhStaff as words } from '../../../locales/zh-staff.ts';
import { readFilterForm, toFilter } from './filters.ts';
import { respondMessage, respondStaff } from './frame.tsx';
import { readingOf, type StaffContext, type StaffEnv, type StaffServices, staffScope } from './services.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function importedPage(
  c: StaffContext,
  result: Extract<ImportResult, { kind: 'read' }>,
): Response | Promise<Response> {
  const count = (kind: string) => result.rows.filter((row) => row.result === kind).length;
  const refused = result.rows.filter((row) => row.result === 'refused');
  return respondStaff(
    c,
    { title: words.importXlsx, section: 'ledger' },
    <>
      <p class="notice" role="status">
        {words.importDone(count('changed'), count('unchanged'), refused.length)}
      </p>
      <ul class="refused">
        {refused.map((row) => (
          <li>
            <strong>{words.importRow(row.row)}</strong> {row.reasons.join(' ')}
          </li>
        ))}
      </ul>
    </>,
  );
}

/** `/staff/ledger.xlsx` and `/staff/import` */
export function serveWorkbook(app: Hono<StaffEnv>, services: StaffServices): void {
  const { database, now, sameDepartment } = services;
  app.get('/ledger.xlsx', async (c) => {
    const filter = toFilter(readFilterForm(c.req.query()));
    const entries = await listDeadlines(
      database,
      staffScope().visibilities,
      filter,
      readingOf(services),
      sameDepartment,
    );
    const bytes = await exportXlsx(entries);
    return c.body(bytes.slice().buffer, 200, {
      'Content-Type': XLSX,
      'Content-Disposition': 'attachment; filename="ledger.xlsx"',
      'Cache-Control': 'no-store',
    });
  });
  app.post('/import', async (c) => {
    const { file } = await c.req.parseBody();
    if (!(file instanceof File)) return respondMessage(c, words.importXlsx, words.forms.invalid, 422);
    const importer = { actor: c.var.session.actor, scope: staffScope(), now: now() };
    const result = await importXlsx(database, new Uint8Array(await file.arrayBuffer()), importer);
    if (result.kind === 'refused') return respondMessage(c, words.importXlsx, result.reason, 422);
    return importedPage(c, result);
  });
}
