/**
 * Preloaded into a process (node --import): counts what it does to disk, and kills it at step DIE_AT, as a
 * power cut would. Without DIE_AT the number of steps is written to stderr when the process ends.
 */
import fs from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import SQLite from 'better-sqlite3';

const last = Number(process.env.DIE_AT ?? 0);
let steps = 0;

function step() {
  steps++;
  if (steps === last) process.kill(process.pid, 'SIGKILL');
}

/** Makes a method take a step before and after its work. */
function stepAround(owner, name) {
  const method = owner[name];
  owner[name] = function (...input) {
    step();
    const result = method.apply(this, input);
    if (result instanceof Promise) return result.finally(step);
    step();
    return result;
  };
}

const { prepare } = SQLite.prototype;
SQLite.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  if (!statement.reader) stepAround(statement, 'run');
  return statement;
};
stepAround(SQLite.prototype, 'exec');
for (const name of ['open', 'rename', 'writeFile', 'rm']) stepAround(files, name);
syncBuiltinESMExports();
process.on('exit', () => {
  if (last === 0) fs.writeSync(2, `steps: ${steps}\n`);
});
