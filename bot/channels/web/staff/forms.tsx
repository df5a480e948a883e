/** The forms under a task: only what its state allows. */
import type { Child, FC } from 'hono/jsx';
import type { LedgerEntry } from '../../../../data/ledger.ts';
import { zhReminders } from '../../../locales/zh-reminders.ts';
import { zhStaff } from '../../../locales/zh-staff.ts';
import { FormToken } from './frame.tsx';
import { detailUrl } from './light.tsx';
import type { StaffContext } from './services.ts';

const words = zhStaff.forms;

interface FormProps {
  readonly c: StaffContext;
  readonly entry: LedgerEntry;
  readonly action: string;
  readonly label: string;
  readonly back?: string;
  readonly children?: Child;
}

/** One act on a task, as a form that works without scripts. `back` is the page to return to. */
export const ActForm: FC<FormProps> = ({ c, entry, action, label, back, children }) => (
  <form method="post" action={`${detailUrl(entry.id)}/act`} class="act" data-act={action}>
    <FormToken c={c} />
    <input type="hidden" name="revision" value={String(entry.revision)} />
    <input type="hidden" name="action" value={action} />
    {back ? <input type="hidden" name="back" value={back} /> : null}
    {children}
    <button type="submit">{label}</button>
  </form>
);

const Field: FC<{ name: string; label: string; value?: string; type?: string; required?: boolean }> = (
  props,
) => (
  <label>
    {props.label}
    <input
      name={props.name}
      type={props.type ?? 'text'}
      value={props.value ?? ''}
      required={props.required ?? false}
    />
  </label>
);

type Common = Pick<FormProps, 'c' | 'entry' | 'back'>;
const backOf = ({ back }: Common) => (back ? { back } : {});

/** Confirm, correct, reject: the acts of the review. */
export const ReviewForms: FC<Common> = (common) => {
  const { c, entry } = common;
  const form = { c, entry, ...backOf(common) };
  return (
    <div class="acts">
      <ActForm {...form} action="confirm" label={words.confirm} />
      <CorrectForm {...form} />
      <details class="act-details" data-act="reject">
        <summary>{words.reject}</summary>
        <ActForm {...form} action="reject" label={words.reject}>
          <Field name="reason" label={words.reason} required />
        </ActForm>
      </details>
    </div>
  );
};

/** Putting right what was read wrongly. */
export const CorrectForm: FC<Common> = (common) => {
  const { c, entry } = common;
  return (
    <details class="act-details" data-act="correct">
      <summary>{words.correct}</summary>
      <ActForm c={c} entry={entry} {...backOf(common)} action="correct" label={words.correct}>
        <Field name="task" label={words.task} value={entry.task} />
        <Field name="start" label={words.start} value={entry.start ?? ''} type="date" />
        <Field name="due" label={words.due} value={entry.due ?? ''} type="date" />
        <Field name="rrule" label={words.rrule} value={entry.rrule ?? ''} />
        <Field
          name="responsible"
          label={words.responsible}
          value={entry.responsible.length > 0 ? zhReminders.responsible(entry.responsible) : ''}
        />
      </ActForm>
    </details>
  );
};

const FinishForm: FC<Common> = ({ c, entry }) => (
  <ActForm c={c} entry={entry} action="finish" label={words.finish}>
    <Field name="note" label={words.note} required />
    <Field name="evidence" label={words.evidence} />
    {entry.rrule ? (
      <Field name="occurrence" label={words.occurrence} type="date" value={entry.nextDue ?? ''} required />
    ) : null}
  </ActForm>
);

const OpenForms: FC<Common> = (common) => {
  const { c, entry } = common;
  return (
    <div class="acts">
      {entry.state === '已确认' ? <ActForm c={c} entry={entry} action="start" label={words.begin} /> : null}
      <FinishForm c={c} entry={entry} />
      {entry.rrule ? null : (
        <ActForm c={c} entry={entry} action="extend" label={words.extend}>
          <Field name="due" label={words.extendTo} type="date" required />
          <Field name="reason" label={words.reason} required />
        </ActForm>
      )}
      <CorrectForm c={c} entry={entry} />
      <details class="act-details" data-act="reject">
        <summary>{words.reject}</summary>
        <ActForm c={c} entry={entry} action="reject" label={words.reject}>
          <Field name="reason" label={words.reason} required />
        </ActForm>
      </details>
    </div>
  );
};

/** All that may be done to a task in its state. */
export const ActForms: FC<Common> = (common) => {
  const { c, entry } = common;
  if (entry.state === '待确认') return <ReviewForms c={c} entry={entry} />;
  if (entry.state === '已确认' || entry.state === '进行中') return <OpenForms c={c} entry={entry} />;
  if (entry.state === '已撤销') return null;
  return (
    <div class="acts">
      <ActForm c={c} entry={entry} action="reopen" label={words.reopen}>
        <Field name="reason" label={words.reason} required />
      </ActForm>
    </div>
  );
};
