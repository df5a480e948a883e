/**
 * Decodes PNG (ISO/IEC 15948) in JavaScript: a native decoder that crashes on a broken file takes the process
 * with it. Nothing is unpacked beyond what width and height call for. Interlaced files are refused.
 */
import { unzlibSync } from 'fflate';

/** Pixels as red, green, blue and alpha bytes. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
}

/** Samples a pixel by colour type: grey, (none), RGB, palette, grey and alpha, (none), RGBA. */
const CHANNELS = [1, 0, 3, 1, 2, 0, 4];

interface Chunks {
  readonly header: Header;
  readonly palette: Uint8Array;
  readonly packed: Uint8Array;
}

function readChunks(bytes: Uint8Array): Chunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = {
    width: view.getUint32(16),
    height: view.getUint32(20),
    depth: view.getUint8(24),
    colour: view.getUint8(25),
  };
  if (view.getUint8(28) !== 0) throw new Error('interlaced PNG');
  const data: Uint8Array[] = [];
  let palette = new Uint8Array();
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (content.length < length) throw new Error('truncated PNG');
    if (type === 'IDAT') data.push(content);
    if (type === 'PLTE') palette = new Uint8Array(content);
    if (type === 'IEND') break;
    at += 12 + length;
  }
  return { header, palette, packed: Buffer.concat(data) };
}

function predict(type: number, left: number, up: number, upLeft: number): number {
  if (type === 1) return left;
  if (type === 2) return up;
  if (type === 3) return (left + up) >> 1;
  const [p, pa, pb, pc] = [
    0,
    Math.abs(up - upLeft),
    Math.abs(left - upLeft),
    Math.abs(left + up - 2 * upLeft),
  ];
  return p + (pa <= pb && pa <= pc ? left : pb <= pc ? up : upLeft);
}

/** Undoes the filters in place; each row begins with the number of its filter. */
function unfilter(raw: Uint8Array, rowBytes: number, height: number, pixelBytes: number): void {
  const stride = rowBytes + 1;
  for (let y = 0; y < height; y++) {
    const type = raw[y * stride] ?? 0;
    if (type > 4) throw new Error('unknown PNG filter');
    if (type === 0) continue;
    for (let i = 0; i < rowBytes; i++) {
      const at = y * stride + 1 + i;
      const left = i >= pixelBytes ? (raw[at - pixelBytes] ?? 0) : 0;
      const up = y > 0 ? (raw[at - stride] ?? 0) : 0;
      const upLeft = y > 0 && i >= pixelBytes ? (raw[at - stride - pixelBytes] ?? 0) : 0;
      raw[at] = (raw[at] ?? 0) + predict(type, left, up, upLeft);
    }
  }
}

/** One sample of a row, as 0 to 255; palette numbers are left as they are. */
function sample(raw: Uint8Array, row: number, index: number, { depth, colour }: Header): number {
  if (depth === 8) return raw[row + index] ?? 0;
  if (depth === 16) return raw[row + index * 2] ?? 0;
  const bit = index * depth;
  const value = ((raw[row + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  return colour === 3 ? value : (value * 255) / ((1 << depth) - 1);
}

/** Decodes a PNG whose size has been checked. @throws Error for anything broken. */
export function decodePng(bytes: Uint8Array): Pixels {
  const { header, palette, packed } = readChunks(bytes);
  const { width, height, depth, colour } = header;
  const channels = CHANNELS[colour] ?? 0;
  if (channels === 0 || ![1, 2, 4, 8, 16].includes(depth)) throw new Error('unknown PNG colour type');
  const rowBytes = Math.ceil((width * channels * depth) / 8);
  const raw = unzlibSync(packed, { out: new Uint8Array((rowBytes + 1) * height) });
  unfilter(raw, rowBytes, height, Math.max(1, (channels * depth) >> 3));
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const row = y * (rowBytes + 1) + 1;
    for (let x = 0; x < width; x++) {
      const first = sample(raw, row, x * channels, header);
      const at = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) {
        const other = channels >= 3 ? sample(raw, row, x * channels + c, header) : first;
        rgba[at + c] = colour === 3 ? (palette[first * 3 + c] ?? 0) : other;
      }
      rgba[at + 3] =
        channels === 2 || channels === 4 ? sample(raw, row, (x + 1) * channels - 1, header) : 255;
    }
  }
  return { width, height, rgba };
}
