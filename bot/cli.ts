/** The command line: a contract that scripts rely on (names, shapes, exit codes). */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { DATABASE_FILE, explainDatabaseError } from '../data/database.ts';
import { GongbaoError } from '../data/errors.ts';
import type { Validity } from '../data/types.ts';
import { askCommand } from './commands/ask.ts';
import { deadlinesCommand } from './commands/deadlines.ts';
import { doctorCommand } from './commands/doctor.ts';
import { documentsCommand } from './commands/documents.ts';
import { evalCommand } from './commands/eval.ts';
import { compareCommand, explainCommand } from './commands/explain.ts';
import { forgetCommand } from './commands/forget.ts';
import { ingestCommand } from './commands/ingest.ts';
import { peopleCommand } from './commands/people.ts';
import { proposeCommand } from './commands/propose.ts';
import { remindCommand } from './commands/remind.ts';
import { replayCommand } from './commands/replay.ts';
import { searchCommand } from './commands/search.ts';
import { serveCommand } from './commands/serve.ts';
import { vectorsCommand } from './commands/vectors.ts';
import type { Config } from './config.ts';
import type { Console } from './console.ts';
import type { Library } from './library.ts';

/** Options every command takes. */
export interface CommonOptions {
  readonly data: string;
  readonly now: () => Date;
  readonly role: 'citizen' | 'staff';
  readonly json: boolean;
}

/** What commands work with: how to open a library, and where to write. */
export interface CommandParts {
  readonly open: (folder: string) => Library;
  readonly console: Console;
  readonly config: Config;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

function instant(text: string): () => Date {
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+08:00` : text);
  if (Number.isNaN(date.getTime()))
    throw new InvalidArgumentError('请写 ISO 时间，例如 2023-07-20 或 2023-07-20T09:00:00+08:00。');
  return () => date;
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 100)
    throw new InvalidArgumentError('请写 1 到 100 的整数。');
  return number;
}

const VALIDITIES: readonly Validity[] = ['in force', 'expired', 'repealed', 'unstated'];

function year(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new InvalidArgumentError('请写四位年份，例如 2023。');
  return Number(text);
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) throw new InvalidArgumentError('请写 0 到 65535 的整数。');
  return number;
}

function common(command: Command, defaults: Config): Command {
  return command
    .option('--data <dir>', '数据目录', defaults.data)
    .option('--now <iso>', '按哪一时刻回答（默认现在）', instant, () => new Date())
    .addOption(new Option('--role <role>', '读者身份').choices(['citizen', 'staff']).default('citizen'))
    .option('--json', '每行输出一个 JSON 对象', false);
}

/** The whole command line, without running it. */
export function createProgram(parts: CommandParts): Command {
  const defaults = parts.config;
  const program = new Command('gongbao')
    .description('公报通：读政府公报，答问题附原文出处')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => parts.console.out(text),
      writeErr: (text) => parts.console.err(text),
    });
  const add = (text: string) => common(program.command(text), defaults);
  add('ingest')
    .argument('<paths...>', '文件、目录或通配符')
    .option('--prune', '目录里已经没有的文件，从文件库中移除', false)
    .action((paths, options) => ingestCommand(paths, options, parts));
  add('forget')
    .argument('<sources...>', '来源文件名，见 documents')
    .action((sources, options) => forgetCommand(sources, options, parts));
  add('ask')
    .argument('[question]')
    .option('--batch <file>', '一行一个问题，或 JSON 行；- 为标准输入')
    .action((question, options) => askCommand(question, options, parts));
  add('search')
    .argument('[query]')
    .option('--top <n>', '返回条数', count, 10)
    .option('--batch <file>', '一行一个查询，或 JSON 行；- 为标准输入')
    .action((query, options) => searchCommand(query, options, parts));
  add('explain')
    .description('解读一份文件或其中一条，逐点附出处')
    .argument('<document>', '文号、标题或文件编号')
    .option('--clause <locator>', '只解读这一条，如 二、（一）')
    .action((document, options) => explainCommand(document, options, parts));
  add('compare')
    .description('两份文件的对照表')
    .argument('<document>', '文号、标题或文件编号')
    .argument('<other>', '另一份')
    .action((document, other, options) => compareCommand([document, other], options, parts));
  add('replay')
    .argument('<id>', '回答编号，见 ask --json 的 answerId')
    .action((id, options) => replayCommand(id, options, parts));
  add('documents')
    .option('--year <year>', '成文年份', year)
    .option('--issuer <name>', '发文机关')
    .option('--theme <name>', '主题，如 农业农村')
    .addOption(new Option('--validity <word>', '有效性').choices(VALIDITIES))
    .action((options) => documentsCommand(options, parts));
  add('deadlines')
    .option('--document <number>', '文号')
    .option('--department <name>', '部门（任何叫法）')
    .option('--from <day>', '起始日，如 2023-07-01')
    .option('--to <day>', '截止日')
    .option('--xlsx <file>', '另存为 Excel 台账')
    .option('--ics <file>', '另存为日历文件')
    .action((options) => deadlinesCommand(options, parts));
  add('propose')
    .description('用语言模型查漏：补提规则没有识别的时限，一律待人工确认')
    .argument('[document]', '文号、标题或文件编号；不写则逐份查')
    .action((document, options) => proposeCommand(document, options, parts));
  add('remind')
    .option('--dry-run', '只查看将要发送的提醒', false)
    .action((options) => remindCommand(options, parts));
  add('serve')
    .option('--host <host>', '监听地址', defaults.host)
    .option('--port <port>', '监听端口', port, defaults.port)
    .option('--watch <dir>', '监视的目录：放入的文件自动收录，拿走的自动移除')
    .action((options) => serveCommand(options, parts));
  add('people')
    .description('工作人员、邀请码和审计')
    .argument('[act]', 'code、set 或 audit；不写则列出')
    .argument('[values...]')
    .action((act, values, options) => peopleCommand(act, values, options, parts));
  add('eval')
    .argument('<file>', '题目文件（JSON 行）')
    .option('--failures', '列出答错的题', false)
    .action((file, options) => evalCommand(file, options, parts));
  add('vectors')
    .description('用自己的文件训练词向量表')
    .argument('<paths...>', '文件、目录或通配符')
    .option('--out <path>', '表的路径，不带扩展名（默认在数据目录里）')
    .option('--least <n>', '至少出现几次的词才收', count, 10)
    .action((paths, options) => vectorsCommand(paths, options, parts));
  add('doctor').action((options) => doctorCommand(options, parts));
  return program;
}

/** Runs one command line; returns the exit code: 0 fine, 1 the work failed, 2 wrong usage. */
export async function runCommandLine(argv: readonly string[], parts: CommandParts): Promise<number> {
  try {
    await createProgram(parts).parseAsync([...argv], { from: 'user' });
    return parts.console.failed ? 1 : 0;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
    const error = explainDatabaseError(thrown, DATABASE_FILE);
    if (!(error instanceof GongbaoError)) throw error;
    parts.console.err(`${error.message}\n`);
    return error.exitCode;
  }
}
