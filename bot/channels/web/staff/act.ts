/** What a form on a task's page asks for, as an act of the ledger. */
import { z } from 'zod';
import { type Day, parseDay } from '../../../../data/day.ts';
import type { Correction, DeadlineAction, LedgerRecord } from '../../../../data/ledger.ts';
import type { Responsible } from '../../../../data/types.ts';

const ROLES = ['牵头', '责任', '配合', '牵头领导', '责任人'] as const;

const words = (most: number) => z.string().trim().max(most).default('');
const dayOrNone = z
  .string()
  .trim()
  .default('')
  .transform((text, context): Day | null => {
    const day = text === '' ? null : parseDay(text);
    if (text === '' || day) return day;
    context.addIssue({ code: 'custom', message: 'due invalid' });
    return z.NEVER;
  });
const day = dayOrNone.transform((value, context): Day => {
  if (value) return value;
  context.addIssue({ code: 'custom', message: 'due invalid' });
  return z.NEVER;
});

/** Reads `县应急管理局（牵头）、县水务局（配合）`; null where a unit has no role that there is. */
export function readResponsible(text: string): readonly Responsible[] | null {
  const units: Responsible[] = [];
  for (const part of text.split(/[、；;\n]/).map((each) => each.trim())) {
    if (part === '') continue;
    const match = /^(.{1,60}?)\s*[（(]([^（()）]+)[）)]$/u.exec(part);
    const role = ROLES.find((each) => each === match?.[2]);
    if (!match?.[1] || !role) return null;
    units.push({ name: match[1], role });
  }
  return units;
}

const responsible = z
  .string()
  .max(2000)
  .default('')
  .transform((text, context) => {
    const units = readResponsible(text);
    if (units) return units;
    context.addIssue({ code: 'custom', message: 'responsible' });
    return z.NEVER;
  });

const optionalDay = dayOrNone.transform((value) => value ?? undefined);

/** The forms, by the act that they ask for. */
const formSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('confirm') }),
  z.object({ action: z.literal('start') }),
  z.object({ action: z.literal('reject'), reason: words(500) }),
  z.object({ action: z.literal('reopen'), reason: words(500), occurrence: optionalDay }),
  z.object({ action: z.literal('note'), note: words(2000) }),
  z.object({ action: z.literal('finish'), note: words(2000), evidence: words(500), occurrence: optionalDay }),
  z.object({ action: z.literal('extend'), due: day, reason: words(500) }),
  z.object({
    action: z.literal('correct'),
    task: words(500),
    start: dayOrNone,
    due: dayOrNone,
    rrule: words(300),
    responsible,
  }),
]);

export type ActForm = z.output<typeof formSchema>;

/** A form read, or which rule it broke. */
export type ReadForm =
  | { readonly kind: 'form'; readonly form: ActForm; readonly revision: number }
  | { readonly kind: 'invalid'; readonly reason: 'due invalid' | 'responsible' | 'form' };

/** Reads a form; `revision` is the one its reader saw. */
export function readActForm(body: Record<string, unknown>): ReadForm {
  const parsed = formSchema.safeParse(body);
  const revision = Number(body.revision);
  if (parsed.success && Number.isInteger(revision)) return { kind: 'form', form: parsed.data, revision };
  const messages = parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
  const reason = (['due invalid', 'responsible'] as const).find((each) => messages.includes(each));
  return { kind: 'invalid', reason: reason ?? 'form' };
}

/** Only what differs from the record is a correction. */
function correctionOf(form: Extract<ActForm, { action: 'correct' }>, record: LedgerRecord): Correction {
  const rrule = form.rrule === '' ? null : form.rrule;
  const same = JSON.stringify(form.responsible) === JSON.stringify(record.responsible);
  return {
    ...(form.task !== '' && form.task !== record.task ? { task: form.task } : {}),
    ...(form.start !== record.start ? { start: form.start } : {}),
    ...(form.due !== record.due ? { due: form.due } : {}),
    ...(rrule !== record.rrule ? { rrule } : {}),
    ...(same ? {} : { responsible: form.responsible }),
  };
}

/** The act that a form asks for. */
export function toAction(form: ActForm, record: LedgerRecord): DeadlineAction {
  switch (form.action) {
    case 'confirm':
    case 'start':
      return { kind: form.action };
    case 'reject':
      return { kind: 'reject', reason: form.reason };
    case 'reopen':
      return {
        kind: 'reopen',
        reason: form.reason,
        ...(form.occurrence ? { occurrence: form.occurrence } : {}),
      };
    case 'note':
      return { kind: 'note', note: form.note };
    case 'finish':
      return {
        kind: 'finish',
        note: form.note,
        ...(form.evidence === '' ? {} : { evidence: form.evidence }),
        ...(form.occurrence ? { occurrence: form.occurrence } : {}),
      };
    case 'extend':
      return { kind: 'extend', due: form.due, reason: form.reason };
    case 'correct':
      return { kind: 'correct', correction: correctionOf(form, record) };
    default:
      return form satisfies never;
  }
}
