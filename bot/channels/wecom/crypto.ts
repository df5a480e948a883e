/**
 * WeCom's callback crypto (https://developer.work.weixin.qq.com/document/path/90968): a SHA-1 over the sorted
 * parts, AES-256-CBC with the key's first 16 bytes as vector, padding to 32 bytes, and inside: 16 random
 * bytes, the message's length (big-endian), the message, the receiver's id.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const BLOCK = 32;

/** What a callback carries beside its cipher text. */
export interface Envelope {
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypt: string;
}

/** The signature of an envelope, in lower-case hex. */
export function sign(token: string, { timestamp, nonce, encrypt }: Envelope): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypt].sort().join('')).digest('hex');
}

/** Compares a given signature in constant time. */
export function verify(token: string, envelope: Envelope, signature: string): boolean {
  const expected = Buffer.from(sign(token, envelope));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function keyOf(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (key.length !== 32) throw new RangeError('an EncodingAESKey has 43 letters and digits');
  return key;
}

/** Encrypts a message; the random bytes are an argument for tests alone. */
export function encrypt(
  encodingAesKey: string,
  message: string,
  receiveId: string,
  random: Buffer = randomBytes(16),
): string {
  const key = keyOf(encodingAesKey);
  const body = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([random, length, body, Buffer.from(receiveId)]);
  const pad = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(Buffer.concat([plain, Buffer.alloc(pad, pad)])),
    cipher.final(),
  ]).toString('base64');
}

/** What stood in a cipher text, or null for anything truncated, foreign or tampered with. */
export function decrypt(
  encodingAesKey: string,
  encrypted: string,
): { message: string; receiveId: string } | null {
  const key = keyOf(encodingAesKey);
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % 16 !== 0) return null;
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > BLOCK || pad > padded.length - 20) return null;
  if (!padded.subarray(-pad).every((byte) => byte === pad)) return null;
  const plain = padded.subarray(0, -pad);
  const length = plain.readUInt32BE(16);
  if (20 + length > plain.length) return null;
  return {
    message: plain.subarray(20, 20 + length).toString('utf8'),
    receiveId: plain.subarray(20 + length).toString('utf8'),
  };
}
