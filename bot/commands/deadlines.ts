import { sameDepartment } from '../../data/lexicon/department-key.ts';
import { scopeOfRole } from '../../retrieval/access.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';
import { type DeadlinesOptions, formatLine, listForCommand } from '../ledger/deadlines-command.ts';
import { readingAt } from '../office.ts';

/** `gongbao deadlines [--document N] [--department D] [--from DAY] [--to DAY] [--xlsx FILE] [--ics FILE]` */
export async function deadlinesCommand(
  options: CommonOptions & DeadlinesOptions,
  { open, console, config }: CommandParts,
): Promise<void> {
  const library = open(options.data);
  try {
    const reading = readingAt(options.now(), config.dayOff);
    const scope = scopeOfRole(options.role);
    for (const line of await listForCommand(library.database, options, scope, reading, sameDepartment)) {
      console.out(options.json ? `${JSON.stringify(line)}\n` : `${formatLine(line)}\n`);
    }
  } finally {
    await library.close();
  }
}
