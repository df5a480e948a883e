/** The filters of the ledger pages, as a form sends them; what makes no sense is left out. */
import { z } from 'zod';
import type { DeadlineFilter } from '../../../../data/ledger.ts';
import { STATES } from '../../../../data/ledger.ts';

const text = z.string().trim().min(1).max(120).optional().catch(undefined);

const filterSchema = z.object({
  department: text,
  document: text,
  keyword: text,
  month: z
    .string()
    .regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
  state: z.enum(STATES).optional().catch(undefined),
  overdue: z.literal('1').optional().catch(undefined),
});

/** What the form held, for showing it again. */
export type FilterForm = z.output<typeof filterSchema>;

/** Reads the query of a page. */
export function readFilterForm(query: Record<string, string>): FilterForm {
  return filterSchema.parse(query);
}

/** The form as a filter of the ledger. Without a state, what was withdrawn stays out of sight. */
export function toFilter(form: FilterForm): DeadlineFilter {
  return {
    ...(form.department ? { department: form.department } : {}),
    ...(form.document ? { documentNumber: form.document } : {}),
    ...(form.keyword ? { keyword: form.keyword } : {}),
    ...(form.month ? { month: form.month } : {}),
    ...(form.overdue ? { overdue: true } : {}),
    states: form.state ? [form.state] : STATES.filter((state) => state !== '已撤销'),
  };
}

/** The form as the query of a link, with some fields changed. */
export function toQuery(form: FilterForm, changes: Partial<FilterForm> = {}): string {
  const fields = Object.entries({ ...form, ...changes }).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(fields as [string, string][]).toString();
  return query === '' ? '' : `?${query}`;
}
