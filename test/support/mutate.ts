/** Damages files in ways that real and hostile ones are damaged; the same seed gives the same damage. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** A source of numbers from 0 up to 1 that a seed determines (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;
type Mutator = (bytes: Buffer, random: Random) => Buffer;

const upTo = (random: Random, most: number) => Math.floor(random() * most);

function part(bytes: Buffer, random: Random): [from: number, to: number] {
  const from = upTo(random, bytes.length);
  return [from, Math.min(bytes.length, from + 1 + upTo(random, random() < 0.8 ? 16 : 2_000))];
}

/** Values at which sizes and offsets break. */
const NUMBERS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

const MUTATORS: readonly Mutator[] = [
  (bytes, random) => {
    for (let i = 1 + upTo(random, 8); i > 0; i--) bytes[upTo(random, bytes.length)] = upTo(random, 256);
    return bytes;
  },
  (bytes, random) => {
    if (bytes.length >= 4)
      bytes.writeUInt32LE(NUMBERS[upTo(random, NUMBERS.length)] ?? 0, upTo(random, bytes.length - 3));
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, upTo(random, bytes.length)),
  (bytes, random) => {
    const [from, to] = part(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (bytes, random) => {
    const [from, to] = part(bytes, random);
    const times = 1 + upTo(random, 40);
    const copies = Array.from({ length: times }, () => bytes.subarray(from, to));
    return Buffer.concat([bytes.subarray(0, from), ...copies, bytes.subarray(from)]);
  },
  (bytes, random) => {
    const [from, to] = part(bytes, random);
    return Buffer.concat([
      bytes.subarray(0, to),
      bytes.subarray(upTo(random, bytes.length), from + to),
      bytes.subarray(to),
    ]);
  },
  (bytes, random) => {
    const [from, to] = part(bytes, random);
    return bytes.fill(upTo(random, 256), from, to);
  },
];

/** Damages the text of one part of an Office file, which damage from outside rarely reaches. */
function mutateInside(bytes: Buffer, random: Random): Buffer {
  const parts = unzipSync(bytes);
  const names = Object.keys(parts);
  const name = names[upTo(random, names.length)] ?? '';
  const text = strFromU8(parts[name] ?? new Uint8Array(), true);
  const tags = text.match(/<[^>]+>/g) ?? ['<x/>'];
  const pick = () => tags[upTo(random, tags.length)] ?? '';
  const at = upTo(random, text.length);
  const damaged =
    random() < 0.5
      ? text.slice(0, at) + pick().repeat(1 + upTo(random, 5)) + text.slice(at)
      : text
          .replace(pick(), random() < 0.5 ? '' : pick())
          .replace(/"\d+"/, `"${NUMBERS[upTo(random, NUMBERS.length)]}"`);
  return Buffer.from(zipSync({ ...parts, [name]: strToU8(damaged, true) }));
}

/** A damaged copy of a file. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let damaged = Buffer.from(bytes);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && random() < 0.6) return mutateInside(damaged, random);
  for (let i = 1 + upTo(random, 3); i > 0 && damaged.length > 0; i--) {
    const mutator = MUTATORS[upTo(random, MUTATORS.length)];
    if (mutator) damaged = Buffer.from(mutator(damaged, random));
  }
  return damaged;
}
