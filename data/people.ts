/** People and their accounts on channels: the default role is citizen; staff have departments. */
import type { Database } from './database.ts';

/** `administrator` includes all that staff may do. */
export type Role = 'citizen' | 'staff' | 'administrator';

/** A person as the chat knows them. */
export interface Person {
  readonly id: number;
  readonly role: Role;
  readonly name: string;
  readonly language: 'zh' | 'en';
  readonly departments: readonly string[];
}

/** An account of a channel: a Telegram user id, a WeCom user id. */
export interface Account {
  readonly channel: string;
  readonly account: string;
}

/** How a person is named in the audit. */
export const personKey = (person: { readonly id: number }): string => `person:${person.id}`;

/** True for staff and administrators. */
export const isStaff = (person: Person): boolean => person.role !== 'citizen';

async function departmentsOf(database: Database, personId: number): Promise<string[]> {
  const rows = await database.kysely
    .selectFrom('memberships')
    .select('department')
    .where('person_id', '=', personId)
    .orderBy('department')
    .execute();
  return rows.map((row) => row.department);
}

/** The person behind an account, or null for one never met. */
export async function findPerson(database: Database, account: Account): Promise<Person | null> {
  const row = await database.kysely
    .selectFrom('accounts')
    .innerJoin('people', 'people.id', 'accounts.person_id')
    .select(['people.id', 'people.role', 'people.name', 'people.language'])
    .where('accounts.channel', '=', account.channel)
    .where('accounts.account', '=', account.account)
    .executeTakeFirst();
  if (!row) return null;
  return { ...row, departments: row.role === 'citizen' ? [] : await departmentsOf(database, row.id) };
}

/** A person by id, or null. */
export async function readPerson(database: Database, id: number): Promise<Person | null> {
  const row = await database.kysely
    .selectFrom('people')
    .select(['id', 'role', 'name', 'language'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { ...row, departments: await departmentsOf(database, id) } : null;
}

/** The person behind an account, made on first sight. `role` is what a newcomer gets. */
export async function meetPerson(
  database: Database,
  account: Account,
  newcomer: { readonly name: string; readonly language: 'zh' | 'en'; readonly role: Role },
  now: Date,
): Promise<Person> {
  const known = await findPerson(database, account);
  if (known) return known;
  const id = await database.kysely.transaction().execute(async (transaction) => {
    const person = await transaction
      .insertInto('people')
      .values({ ...newcomer, name: newcomer.name.slice(0, 64), created_at: now.toISOString() })
      .returning('id')
      .executeTakeFirstOrThrow();
    await transaction
      .insertInto('accounts')
      .values({ channel: account.channel, account: account.account, person_id: person.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return person.id;
  });
  return { id, ...newcomer, departments: [] };
}

/** Sets a person's role and departments; a citizen has none. */
export async function assign(
  database: Database,
  personId: number,
  role: Role,
  departments: readonly string[],
): Promise<void> {
  await database.kysely.transaction().execute(async (transaction) => {
    await transaction.updateTable('people').set({ role }).where('id', '=', personId).execute();
    await transaction.deleteFrom('memberships').where('person_id', '=', personId).execute();
    const rows = role === 'citizen' ? [] : [...new Set(departments)];
    if (rows.length === 0) return;
    await transaction
      .insertInto('memberships')
      .values(rows.map((department) => ({ person_id: personId, department })))
      .execute();
  });
}

/** Sets the language a person is spoken to in. */
export async function setLanguage(
  database: Database,
  personId: number,
  language: 'zh' | 'en',
): Promise<void> {
  await database.kysely.updateTable('people').set({ language }).where('id', '=', personId).execute();
}

/** The accounts of a department's staff, or of all administrators when `department` is null. */
export async function accountsOf(
  database: Database,
  department: string | null,
): Promise<readonly (Account & { readonly personId: number })[]> {
  let query = database.kysely
    .selectFrom('accounts')
    .innerJoin('people', 'people.id', 'accounts.person_id')
    .select(['accounts.channel', 'accounts.account', 'accounts.person_id as personId'])
    .where(
      'people.role',
      department === null ? '=' : '!=',
      department === null ? 'administrator' : 'citizen',
    );
  if (department !== null) {
    query = query
      .innerJoin('memberships', 'memberships.person_id', 'people.id')
      .where('memberships.department', '=', department);
  }
  return query.orderBy('accounts.person_id').execute();
}

/** Staff and administrators, for the administrators' list. */
export async function listStaff(database: Database): Promise<readonly Person[]> {
  const rows = await database.kysely
    .selectFrom('people')
    .select(['id', 'role', 'name', 'language'])
    .where('role', '!=', 'citizen')
    .orderBy('id')
    .execute();
  return Promise.all(
    rows.map(async (row) => ({ ...row, departments: await departmentsOf(database, row.id) })),
  );
}

/** The departments that have staff. */
export async function listDepartments(database: Database): Promise<readonly string[]> {
  const rows = await database.kysely
    .selectFrom('memberships')
    .select('department')
    .distinct()
    .orderBy('department')
    .execute();
  return rows.map((row) => row.department);
}
