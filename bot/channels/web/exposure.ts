/** What to say when the server is opened to other machines without TLS. */
import { isIP } from 'node:net';

/** Whether only this machine reaches an address. */
function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** A warning for an address that other machines reach, or null. The server itself speaks no TLS. */
export function exposureNotice(host: string): string | null {
  if (isLoopback(host)) return null;
  return `注意：正在 ${host === '' ? '所有地址' : host} 上监听，其他机器可以访问，且未启用 TLS，登录和提问会明文传输。请在前面放置 HTTPS 反向代理，或用 --host 127.0.0.1 只供本机使用。`;
}
