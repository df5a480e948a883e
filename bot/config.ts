/** Configuration from the environment, checked at start; the command line overrides it. */
import { z } from 'zod';
import { GongbaoError } from '../data/errors.ts';
import type { DayOffRule } from '../data/working-days.ts';

const Port = z.coerce.number().int().min(0).max(65_535);

const Environment = z.object({
  GONGBAO_DATA: z.string().min(1).default('var'),
  GONGBAO_HOST: z.string().min(1).default('127.0.0.1'),
  GONGBAO_PORT: Port.default(8080),
  GONGBAO_DAY_OFF: z.enum(['itself', 'next', 'previous']).default('previous'),
  GONGBAO_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
});

/** What the program is told from outside. */
export interface Config {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  /** On which day a due day on a day off counts for reminders. */
  readonly dayOff: DayOffRule;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

/**
 * Reads the environment.
 * @throws GongbaoError CONFIG_INVALID naming each variable that is wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = Environment.safeParse(environment);
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}（${issue.message}）`).join('；');
    throw new GongbaoError('CONFIG_INVALID', `环境变量有误：${wrong}。请改正后重新启动。`);
  }
  const { GONGBAO_DATA, GONGBAO_HOST, GONGBAO_PORT, GONGBAO_DAY_OFF, GONGBAO_LOG } = read.data;
  return {
    data: GONGBAO_DATA,
    host: GONGBAO_HOST,
    port: GONGBAO_PORT,
    dayOff: GONGBAO_DAY_OFF,
    logLevel: GONGBAO_LOG,
  };
}
