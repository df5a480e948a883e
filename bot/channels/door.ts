/** An address at which a platform calls; the web server mounts it. */
export interface Door {
  readonly path: string;
  handle(request: Request): Promise<Response>;
}

/** Most that a platform's call may weigh. */
export const MAX_CALL_BYTES = 1024 * 1024;

/** The body as text, or null when it is larger than allowed; reads no further than that. */
export async function readBody(request: Request, most: number = MAX_CALL_BYTES): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
