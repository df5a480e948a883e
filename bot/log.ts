import { type Logger, pino } from 'pino';
import { maskPersonal } from '../data/privacy.ts';
import type { Config } from './config.ts';

/** Fields whose values are never written, wherever they stand. */
const SECRET = ['token', 'secret', 'key', 'password', 'authorization', 'cookie', 'apiKey', 'code'];

/** The same fields with personal data masked in every text at the first level. */
function masked(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? maskPersonal(value) : value,
    ]),
  );
}

/** A log of JSON lines on standard error, with secrets left out and personal data masked. */
export function createLog(level: Config['logLevel']): Logger {
  const paths = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino(
    {
      level,
      redact: { paths, censor: '[略]' },
      serializers: {
        error: (error: Error) => (error instanceof Error ? masked(pino.stdSerializers.err(error)) : error),
      },
      formatters: { log: masked },
    },
    pino.destination(2),
  );
}
