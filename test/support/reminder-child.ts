/**
 * A process that runs one tick on a database file and writes each message it sends as a line of a file.
 * `--die before|after` makes it kill itself (SIGKILL) around its first send.
 * Usage: node --import tsx reminder-child.ts DATABASE OUTBOX NOW [die]
 */
import { appendFileSync } from 'node:fs';
import { runTick } from '../../bot/reminders/run.ts';
import { scopeOfRecipient } from '../../bot/reminders/services.ts';
import { openDatabase } from '../../data/database.ts';
import { mondayToFriday } from '../../data/working-days.ts';

const [path = '', outbox = '', now = '', die = ''] = process.argv.slice(2);
const database = openDatabase(path);
const report = await runTick({
  database,
  clock: () => new Date(now),
  calendar: mondayToFriday,
  dayOff: 'itself',
  sameDepartment: (left, right) => left === right,
  scopeOf: scopeOfRecipient,
  processId: `p${process.pid}`,
  sender: {
    async send({ chat, message }) {
      if (die === 'before') process.kill(process.pid, 'SIGKILL');
      appendFileSync(outbox, `${chat} ${message.kind} ${message.parts[0]?.text}\n`);
      if (die === 'after') process.kill(process.pid, 'SIGKILL');
      return { kind: 'sent', messageId: 'x' };
    },
  },
});
process.stdout.write(`${JSON.stringify(report)}\n`);
await database.close();
