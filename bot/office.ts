/** What an office sets for its reminders: its calendar, whom names mean, and who may see what. */
import { addWorkingDays, isWorkingDay, nextWorkingDay, workingDaysBetween } from '../data/calendar.ts';
import { sameDepartment } from '../data/lexicon/department-key.ts';
import type { DayOffRule, Reading, WorkingDays } from '../data/working-days.ts';
import type { PlanRules } from './reminders/plan.ts';
import { scopeOfRecipient } from './reminders/services.ts';

/** Working days by the State Council's notices; an unannounced year falls back to Monday to Friday. */
export const officialCalendar: WorkingDays = {
  isWorkingDay: (day) => isWorkingDay(day).working,
  isAnnounced: (day) => isWorkingDay(day).known,
  addWorkingDays: (day, amount) => addWorkingDays(day, amount).day,
  workingDaysBetween: (from, to) => workingDaysBetween(from, to).days,
  nextWorkingDay: (day) => nextWorkingDay(day).day,
};

/** The rules of an office that counts a due day off on the day `dayOff` says. */
export function officeRules(dayOff: DayOffRule): PlanRules {
  return { calendar: officialCalendar, dayOff, sameDepartment, scopeOf: scopeOfRecipient };
}

/** The moment at which the ledger is read. */
export function readingAt(now: Date, dayOff: DayOffRule): Reading {
  return { now, calendar: officialCalendar, dayOff };
}
