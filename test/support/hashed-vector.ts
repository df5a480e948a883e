import { createHash } from 'node:crypto';

/** A vector that depends on nothing but the text: what an embedding model would give, without meaning. */
export function hashedVector(text: string, dimensions: number): number[] {
  const vector: number[] = [];
  for (let i = 0; vector.length < dimensions; i++) {
    const hash = createHash('sha256').update(`${i}:${text}`).digest();
    for (const byte of hash) if (vector.length < dimensions) vector.push((byte - 127.5) / 127.5);
  }
  return vector;
}
