/** What the staff pages are given. */
import type { Context } from 'hono';
import type { Database } from '../../../../data/database.ts';
import type { StaffSession } from '../../../../data/staff-sessions.ts';
import type { Reading } from '../../../../data/working-days.ts';
import { type Scope, scopeOfRole } from '../../../../retrieval/access.ts';
import type { Intake } from '../../../intake.ts';
import type { PlanRules } from '../../../reminders/plan.ts';
import type { WebEnv } from '../view.ts';

export interface StaffServices extends PlanRules {
  readonly database: Database;
  readonly now: () => Date;
  /** Where files are handed in. */
  readonly intake: Intake;
  /** Told of a fault of ours while a file was read in. */
  readonly onFault?: (error: unknown) => void;
  /** The address under which this server is reached, for links that leave the page; else the request's own. */
  readonly baseUrl?: string;
  /** True where a TLS proxy stands in front: cookies are then sent over TLS alone. */
  readonly secureCookies?: boolean;
  /** Names the client for the limits on attempts. */
  readonly addressOf?: (c: Context<StaffEnv>) => string;
}

/** What the guard hands to every page behind it. */
export interface StaffEnv {
  Variables: WebEnv['Variables'] & { session: StaffSession };
}

export type StaffContext = Context<StaffEnv>;

/** The moment of a request. */
export function readingOf({ now, calendar, dayOff }: StaffServices): Reading {
  return { now: now(), calendar, dayOff };
}

/** What signed-in staff see. */
export const staffScope = (): Scope => scopeOfRole('staff');

/** An address of ours as somebody outside this page reaches it. */
export function outsideUrl(c: Context, services: StaffServices, path: string): string {
  return new URL(path, services.baseUrl ?? new URL(c.req.url).origin).href;
}
