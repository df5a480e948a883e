import { request } from 'node:http';
import { createWebApp, type WebOptions } from '../../bot/channels/web/create-web-app.ts';
import { startWebServer, type WebServer } from '../../bot/channels/web/start-web-server.ts';
import { fakeAssistant } from './fake-assistant.ts';

/** The day on which all tests of the web channel take place. */
export const TEST_NOW = new Date('2024-05-20T02:00:00Z');

/** A real response, read to its end. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Serves the fake library on a free port of the loopback interface. */
export function startTestServer(options: Partial<WebOptions> = {}): Promise<WebServer> {
  const app = createWebApp({ assistant: fakeAssistant(), now: () => TEST_NOW, ...options });
  return startWebServer(app, { host: '127.0.0.1', port: 0 });
}

/** Sends a request as it is written: neither path nor Host is tidied up, as fetch would do. */
export function send(server: WebServer, path: string, options: RawRequest = {}): Promise<RawResponse> {
  const { hostname, port } = new URL(server.url);
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** POSTs JSON as a program would. */
export function postJson(
  server: WebServer,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawResponse> {
  return send(server, path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
