import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** Fields whose values are never written, wherever they stand. */
const SECRET = ['token', 'secret', 'key', 'password', 'authorization', 'cookie', 'apiKey', 'code'];

/** A log of JSON lines on standard error, with secrets left out. */
export function createLog(level: Config['logLevel']): Logger {
  const paths = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino(
    { level, redact: { paths, censor: '[略]' }, serializers: { error: pino.stdSerializers.err } },
    pino.destination(2),
  );
}
