import type { Database } from '../data/database.ts';
import { statement } from '../data/statements.ts';
import { publicScope, type Scope, scopeOfRole } from '../retrieval/access.ts';
import { scopeOf } from './scope.ts';

/** Where only signed-in staff and the operator read: the pages' inbox, the program's own log. */
const OFFICE_CHANNELS = new Set(['web', 'log']);

interface Row {
  id: number;
  role: 'citizen' | 'staff' | 'administrator';
  name: string;
  language: 'zh' | 'en';
}

/**
 * What a recipient may be told unasked, and in its calendar feed: the scope of the person whose private chat
 * it is, as of now, so that a role that was withdrawn withdraws its reminders. A chat of nobody known, and
 * every group, is public.
 */
export function makeRecipientScope(
  database: Database,
  internalDepartments: readonly string[] | null,
): (recipient: { channel: string; chat: string; publicOnly: boolean }) => Scope {
  return ({ channel, chat, publicOnly }) => {
    if (publicOnly) return publicScope();
    if (OFFICE_CHANNELS.has(channel)) return scopeOfRole('staff');
    const row = statement<[string, string], Row>(
      database.raw,
      `SELECT people.id, role, name, language FROM accounts JOIN people ON people.id = accounts.person_id
       WHERE channel = ? AND account = ?`,
    ).get(channel, chat);
    if (!row) return publicScope();
    const departments = statement<[number], { department: string }>(
      database.raw,
      'SELECT department FROM memberships WHERE person_id = ?',
    )
      .all(row.id)
      .map(({ department }) => department);
    return scopeOf({ ...row, departments }, 'private', internalDepartments);
  };
}
