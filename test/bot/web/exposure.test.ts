import { expect, test } from 'vitest';
import { exposureNotice } from '../../../bot/channels/web/exposure.ts';

test.each(['127.0.0.1', '127.8.8.8', '::1', '[::1]', 'localhost'])('%s is this machine alone', (host) => {
  expect(exposureNotice(host)).toBeNull();
});

test.each(['0.0.0.0', '::', '', '10.0.0.5', '127.0.0.1.evil.example'])(
  '%s is told to be open without TLS',
  (host) => {
    expect(exposureNotice(host)).toMatch(/未启用 TLS/);
  },
);
