/** Configuration from the environment, checked at start; the command line overrides it. */
import { z } from 'zod';
import { GongbaoError } from '../data/errors.ts';
import type { DayOffRule } from '../data/working-days.ts';
import { type ModelsConfig, readModelsConfig } from './models-config.ts';

const Port = z.coerce.number().int().min(0).max(65_535);

const Environment = z.object({
  GONGBAO_DATA: z.string().min(1).default('var'),
  GONGBAO_HOST: z.string().min(1).default('127.0.0.1'),
  GONGBAO_PORT: Port.default(8080),
  GONGBAO_VECTORS: z.string().min(1).optional(),
  GONGBAO_WEB_HOSTS: z.string().default(''),
  GONGBAO_TRUST_PROXY: z.stringbool().default(false),
  GONGBAO_DAY_OFF: z.enum(['itself', 'next', 'previous']).default('previous'),
  GONGBAO_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
});

/** What the program is told from outside. */
export interface Config {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  /** A word-vector table made with `gongbao vectors`, without its endings; null for the one that ships. */
  readonly vectors: string | null;
  /** Host names, besides localhost and addresses, under which the page is reached. */
  readonly webHosts: readonly string[];
  /** Whether a reverse proxy stands in front, which ends TLS and names the client. */
  readonly trustProxy: boolean;
  /** On which day a due day on a day off counts for reminders. */
  readonly dayOff: DayOffRule;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Chat, embedding and rerank models; none by default. */
  readonly models: ModelsConfig;
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
  const found = read.data;
  return {
    data: found.GONGBAO_DATA,
    host: found.GONGBAO_HOST,
    port: found.GONGBAO_PORT,
    vectors: found.GONGBAO_VECTORS ?? null,
    webHosts: found.GONGBAO_WEB_HOSTS.split(/[,，\s]+/).filter(Boolean),
    trustProxy: found.GONGBAO_TRUST_PROXY,
    dayOff: found.GONGBAO_DAY_OFF,
    logLevel: found.GONGBAO_LOG,
    models: readModelsConfig(environment),
  };
}
