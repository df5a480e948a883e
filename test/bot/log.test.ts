import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../data/package-root.ts';

it('the log masks personal data and leaves secrets out, in fields and in errors', () => {
  const script = `
    const { createLog } = await import(${JSON.stringify(join(packageRoot(), 'bot/log.ts'))});
    const log = createLog('info');
    log.info({ line: '电话13812345678', token: 'tok-secret' }, 'said');
    log.error({ error: new Error('坏了 13812345678') }, 'failed');
  `;
  const { stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: packageRoot(),
    encoding: 'utf8',
  });
  expect(stderr).toContain('138****5678');
  expect(stderr).toContain('failed');
  expect(stderr).not.toMatch(/13812345678|tok-secret/);
});
