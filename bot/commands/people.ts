/** `gongbao people …`: invitations, roles and the audit, from the machine the office runs on. */
import { writeFile } from 'node:fs/promises';
import { audit, exportAudit } from '../../data/audit.ts';
import type { Database } from '../../data/database.ts';
import { GongbaoError } from '../../data/errors.ts';
import { issueCode } from '../../data/invitations.ts';
import { assign, listStaff, type Role, readPerson } from '../../data/people.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';

const OPERATOR = 'command line';
const ROLES: Readonly<Record<string, Role>> = {
  群众: 'citizen',
  工作人员: 'staff',
  管理员: 'administrator',
  citizen: 'citizen',
  staff: 'staff',
  administrator: 'administrator',
};

interface Work {
  readonly database: Database;
  readonly now: Date;
  /** One result: as a JSON line, or in words. */
  tell(fields: object, words: string): void;
}

const usage = (words: string) => new GongbaoError('USAGE', words);

async function list({ database, tell }: Work): Promise<void> {
  for (const person of await listStaff(database)) {
    const { id, role, name, departments } = person;
    tell({ id, role, name, departments }, `${id}\t${role}\t${name}\t${departments.join('、')}`);
  }
}

async function invite(work: Work, values: readonly string[]): Promise<void> {
  const administrator = values[0] === '管理员';
  if (values.length === 0)
    throw usage('请写部门：gongbao people code 县残联；管理员：gongbao people code 管理员');
  const role = administrator ? 'administrator' : 'staff';
  const departments = administrator ? [] : values;
  const code = await issueCode(work.database, { role, departments, issuedBy: OPERATOR }, work.now);
  const entry = { at: work.now, who: OPERATOR, act: 'issue code', object: values.join('、'), result: role };
  await audit(work.database, entry);
  work.tell(
    { code, role, departments },
    `邀请码 ${code}：24 小时内有效，只能用一次。请本人私聊发送 /role ${code}`,
  );
}

async function set(work: Work, [id = '', wanted = '', ...departments]: readonly string[]): Promise<void> {
  const role = Object.hasOwn(ROLES, wanted) ? ROLES[wanted] : undefined;
  if (!/^\d{1,9}$/.test(id) || !role)
    throw usage('用法：gongbao people set 编号 工作人员 县残联；编号见 gongbao people');
  const person = await readPerson(work.database, Number(id));
  if (!person) throw usage(`没有 ${id} 号。编号见 gongbao people`);
  await assign(work.database, person.id, role, departments);
  const result = [role, ...departments].join(' ');
  await audit(work.database, { at: work.now, who: OPERATOR, act: 'assign', object: `person:${id}`, result });
  work.tell({ id: person.id, role, departments }, `已把 ${id} 号设为 ${result}`);
}

async function exportTo(work: Work, [file]: readonly string[]): Promise<void> {
  if (!file) throw usage('请写文件名：gongbao people audit 审计.csv');
  await writeFile(file, await exportAudit(work.database));
  work.tell({ file }, `审计记录已写入 ${file}`);
}

/** Runs one act: nothing lists, `code` invites, `set` changes, `audit` exports. @throws GongbaoError USAGE */
export async function peopleCommand(
  act: string | undefined,
  values: readonly string[],
  options: CommonOptions,
  { open, console }: CommandParts,
): Promise<void> {
  const library = open(options.data);
  const tell = (fields: object, words: string) =>
    console.out(options.json ? `${JSON.stringify(fields)}\n` : `${words}\n`);
  const work = { database: library.database, now: options.now(), tell };
  try {
    switch (act) {
      case undefined:
        return await list(work);
      case 'code':
        return await invite(work, values);
      case 'set':
        return await set(work, values);
      case 'audit':
        return await exportTo(work, values);
      default:
        throw usage('用法：gongbao people [code 部门… | set 编号 身份 部门… | audit 文件]');
    }
  } finally {
    await library.close();
  }
}
