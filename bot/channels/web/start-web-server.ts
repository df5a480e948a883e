import { type ServerType, serve } from '@hono/node-server';
import { GongbaoError } from '../../../data/errors.ts';

/** Where to listen; port 0 takes any free one. */
export interface WebAddress {
  readonly host: string;
  readonly port: number;
}

/** A running server. `close` lets requests under way finish, for a few seconds at most. */
export interface WebServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Anything that answers requests: a Hono app. */
interface App {
  fetch(request: Request, env: unknown): Response | Promise<Response>;
}

/** A question of 2,000 characters in the address of the page without JavaScript needs 18 KB. */
const MAX_HEADER_BYTES = 64 * 1024;
const DRAIN_MS = 5000;

function explainListenError(error: NodeJS.ErrnoException, { host, port }: WebAddress): GongbaoError {
  const at = `${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new GongbaoError(
        'PORT_IN_USE',
        `端口已被占用：${at}。请关闭占用它的程序，或换一个端口（如 --port ${port === 8080 ? 8081 : 8080}）。`,
        { cause: error },
      );
    case 'EACCES':
      return new GongbaoError('CONFIG_INVALID', `没有权限使用端口 ${port}。请改用 1024 以上的端口。`, {
        cause: error,
      });
    default:
      return new GongbaoError('CONFIG_INVALID', `无法在 ${at} 上提供服务（${error.code}）。请检查地址。`, {
        cause: error,
      });
  }
}

/** The address to open in a browser on this machine. */
function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' || host === '' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const closeAll = () => 'closeAllConnections' in server && server.closeAllConnections();
    const timer = setTimeout(closeAll, DRAIN_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

/**
 * Serves an app on a TCP port.
 * @throws GongbaoError PORT_IN_USE, or CONFIG_INVALID for an address that cannot be listened on
 */
export function startWebServer(app: App, address: WebAddress): Promise<WebServer> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: app.fetch,
        hostname: address.host,
        port: address.port,
        serverOptions: { maxHeaderSize: MAX_HEADER_BYTES },
      },
      ({ port }) => resolve({ url: urlOf(address.host, port), close: () => closeServer(server) }),
    );
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, address)));
  });
}
