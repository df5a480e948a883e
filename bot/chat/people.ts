import { audit, exportAudit } from '../../data/audit.ts';
import { issueCode, redeemCode } from '../../data/invitations.ts';
import { assign, listStaff, personKey, type Role, readPerson } from '../../data/people.ts';
import { type Context, say } from '../context.ts';
import type { Command } from './command.ts';

const note = (context: Context, act: string, object: string, result: string) =>
  audit(context.database, { at: context.at, who: personKey(context.person), act, object, result });

/** /role: shows one's role, or redeems a code. */
export const roleCommand: Command = {
  name: 'role',
  audience: 'everyone',
  async run(context, code) {
    const { words, person, incoming } = context;
    if (code === '') {
      const mine = words.role(words.roles[person.role], person.departments.join('、'));
      return say(person.role === 'citizen' ? `${mine}\n${words.roleHint}` : mine);
    }
    if (incoming.chat.kind === 'group') return say(words.privateOnly);
    const account = { channel: incoming.channel, account: incoming.from.account };
    const redeemed = await redeemCode(context.database, account, person.id, code, context.at);
    await note(context, 'redeem code', personKey(person), redeemed.kind);
    if (redeemed.kind === 'limited') return say(words.roleLimited);
    if (redeemed.kind === 'refused') return say(words.roleRefused);
    return say(words.roleJoined(words.roles[redeemed.role], redeemed.departments.join('、')));
  },
};

/** /code: issues an invitation. */
export const codeCommand: Command = {
  name: 'code',
  audience: 'administrator',
  privateOnly: true,
  async run(context, argument) {
    const { words, person } = context;
    const departments = argument.split(/[\s,，、]+/).filter((name) => name !== '');
    if (departments.length === 0) return say(words.codeUsage);
    const administrator = argument === words.administratorWord;
    const role = administrator ? 'administrator' : 'staff';
    const code = await issueCode(
      context.database,
      { role, departments: administrator ? [] : departments, issuedBy: personKey(person) },
      context.at,
    );
    await note(context, 'issue code', argument, role);
    return say(words.codeIssued(code, administrator ? words.roles.administrator : departments.join('、')));
  },
};

const ROLES: readonly Role[] = ['citizen', 'staff', 'administrator'];

/** /people: the list, or a change of role and departments. */
export const peopleCommand: Command = {
  name: 'people',
  audience: 'administrator',
  privateOnly: true,
  async run(context, argument) {
    const { words, database } = context;
    if (argument === '') {
      const staff = await listStaff(database);
      if (staff.length === 0) return say(words.peopleNone);
      const lines = staff.map(
        (one) => `${one.id} ${one.name} ${words.roles[one.role]} ${one.departments.join('、')}`,
      );
      return say(`${words.peopleHead(staff.length)}\n${lines.join('\n')}\n${words.peopleUsage}`);
    }
    const [id = '', wanted = '', ...departments] = argument.split(/\s+/);
    const role = ROLES.find((one) => one === wanted);
    if (!/^\d{1,9}$/.test(id) || !role) return say(words.peopleUsage);
    if (!(await readPerson(database, Number(id)))) return say(words.peopleUnknown);
    await assign(database, Number(id), role, departments);
    await note(context, 'assign', `person:${id}`, [role, ...departments].join(' '));
    return say(words.peopleSet(Number(id), words.roles[role]));
  },
};

/** /audit: the record as a file. */
export const auditCommand: Command = {
  name: 'audit',
  audience: 'administrator',
  privateOnly: true,
  async run(context) {
    const bytes = new TextEncoder().encode(await exportAudit(context.database));
    await note(context, 'export audit', 'audit', 'done');
    const file = { name: 'audit.csv', type: 'text/csv' as const, bytes };
    return [{ kind: 'say', message: { text: [{ text: context.words.auditHead }], buttons: [], file } }];
  },
};
