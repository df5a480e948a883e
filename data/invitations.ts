/** One-time codes by which people become staff: random, expiring, single use, and slow to guess. */
import { createHash, randomInt } from 'node:crypto';
import type { Database } from './database.ts';
import { type Account, assign, type Role, readPerson } from './people.ts';

/** Without 0, 1, I, L, O and U: nothing that is misread from a slip of paper. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/** A day, within which a code must be used. */
export const CODE_LIFETIME_MS = 24 * 3_600_000;
const WINDOW_MS = 3_600_000;
/** Failed tries within an hour: by one account, and by everybody. */
export const MAX_ATTEMPTS = 5;
const MAX_ATTEMPTS_OVERALL = 200;

const hash = (code: string) => createHash('sha256').update(code).digest('hex');

const normalise = (code: string) => code.toUpperCase().replace(/[\s-]/g, '');

/** Issues a code (`K7QF2-M9XPA`); only its hash is kept. */
export async function issueCode(
  database: Database,
  invitation: { role: Exclude<Role, 'citizen'>; departments: readonly string[]; issuedBy: string },
  now: Date,
  lifetimeMs: number = CODE_LIFETIME_MS,
): Promise<string> {
  const code = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  await database.kysely
    .insertInto('invitations')
    .values({
      code_hash: hash(code),
      role: invitation.role,
      departments: JSON.stringify(invitation.departments),
      issued_by: invitation.issuedBy,
      issued_at: now.toISOString(),
      expires_at: new Date(now.getTime() + lifetimeMs).toISOString(),
      used_by: null,
      used_at: null,
    })
    .execute();
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

async function attemptsSince(database: Database, since: string, account: Account | null): Promise<number> {
  let query = database.kysely
    .selectFrom('code_attempts')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('at', '>', since);
  if (account) query = query.where('channel', '=', account.channel).where('account', '=', account.account);
  return (await query.executeTakeFirstOrThrow()).n;
}

/** How redeeming ended. `refused` is one answer for unknown, used and expired codes. */
export type Redeemed =
  | { readonly kind: 'joined'; readonly role: Role; readonly departments: readonly string[] }
  | { readonly kind: 'refused' }
  | { readonly kind: 'limited' };

/** Redeems a code for a person; of two who use the same code at once, one succeeds. */
export async function redeemCode(
  database: Database,
  account: Account,
  personId: number,
  code: string,
  now: Date,
): Promise<Redeemed> {
  const at = now.toISOString();
  const since = new Date(now.getTime() - WINDOW_MS).toISOString();
  const mine = await attemptsSince(database, since, account);
  if (mine >= MAX_ATTEMPTS || (await attemptsSince(database, since, null)) >= MAX_ATTEMPTS_OVERALL) {
    return { kind: 'limited' };
  }
  const claimed = await database.kysely
    .updateTable('invitations')
    .set({ used_by: personId, used_at: at })
    .where('code_hash', '=', hash(normalise(code)))
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(['role', 'departments'])
    .executeTakeFirst();
  if (!claimed) {
    await database.kysely
      .insertInto('code_attempts')
      .values({ channel: account.channel, account: account.account, at })
      .execute();
    return { kind: 'refused' };
  }
  const before = await readPerson(database, personId);
  const departments: string[] = JSON.parse(claimed.departments);
  const role = before?.role === 'administrator' ? 'administrator' : claimed.role;
  await assign(database, personId, role, [...(before?.departments ?? []), ...departments]);
  return { kind: 'joined', role, departments };
}
