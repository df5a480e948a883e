import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Door } from '../../bot/channels/door.ts';

/** Serves a door over real HTTP on loopback, as the web server will. */
export async function doorServer(door: Door): Promise<{ url: string; stop(): Promise<void> }> {
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: (request) => door.handle(request), port: 0, hostname: '127.0.0.1' }, () =>
      resolve(started),
    );
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${door.path}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
