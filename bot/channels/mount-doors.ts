import type { Door } from './door.ts';

/** Anything that answers requests: a Hono app. */
interface Answering {
  fetch(request: Request, env: unknown): Response | Promise<Response>;
}

/**
 * The web server's app with the platforms' doors in front. A door checks its caller itself (secret, signature),
 * so the page's guards of host, origin and rate do not apply to it.
 */
export function mountDoors(app: Answering, doors: readonly Door[]): Answering {
  const byPath = new Map(doors.map((door) => [door.path, door]));
  return {
    fetch(request, env) {
      const door = byPath.get(new URL(request.url).pathname);
      return door ? door.handle(request) : app.fetch(request, env);
    },
  };
}
