/** Pictures as grey values: decoding within limits, turning. No native drawing, whose memory comes back late. */
import { GongbaoError } from '../../../data/errors.ts';
import { LIMITS } from '../limits.ts';
import { decodeJpeg } from './jpeg.ts';
import { decodePng, type Pixels } from './png.ts';
import { decodeTiff } from './tiff.ts';

/** Grey values of a picture, 0 black to 255 white, row by row. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Refuses pictures whose pixels would not fit in memory, before they are decoded. */
export function checkPixels(width: number, height: number, fileName: string): void {
  if (width * height <= LIMITS.imagePixels) return;
  throw new GongbaoError(
    'FILE_TOO_LARGE',
    `${fileName} 的图片有 ${width}×${height} 像素，超过 ${LIMITS.imagePixels / 10_000} 万，没有读入。请以 300 dpi 以内重新扫描，或缩小后再导入。`,
  );
}

/** Frames of JPEG that carry the size of the picture. */
const isJpegFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(view: DataView): [number, number] | null {
  for (let at = 2; at + 9 < view.byteLength && view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1);
    if (isJpegFrame(marker)) return [view.getUint16(at + 7), view.getUint16(at + 5)];
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Width and height a PNG or JPEG states; null where its head is damaged. */
export function imageSize(bytes: Uint8Array): [width: number, height: number] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 33) return null;
  const start = view.getUint16(0);
  if (start === 0x8950) return [view.getUint32(16), view.getUint32(20)];
  return start === 0xffd8 ? jpegSize(view) : null;
}

/** Decoders show the upper half of a half picture without a word; the end marks of PNG and JPEG tell. */
function isCutShort(bytes: Uint8Array): boolean {
  const end = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 65_536))).toString('latin1');
  if (bytes[0] === 0x89) return !end.includes('IEND');
  return bytes[0] === 0xff && !end.includes('\xff\xd9');
}

const damaged = (fileName: string, cause?: unknown) =>
  new GongbaoError('FILE_DAMAGED', `${fileName} 图片已损坏或不完整，没有读入。请重新扫描或导出。`, { cause });

/** Grey values of pixels, as the eye weighs colours; what is transparent is white. */
export function toGrey({ width, height, rgba }: Pixels): Grey {
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) {
    const [r = 255, g = 255, b = 255, a = 255] = [
      rgba[i * 4],
      rgba[i * 4 + 1],
      rgba[i * 4 + 2],
      rgba[i * 4 + 3],
    ];
    const light = (r * 299 + g * 587 + b * 114) / 1_000;
    data[i] = 255 + ((light - 255) * a) / 255;
  }
  return { width, height, data };
}

/** The pages of a picture file: one, or several of a TIFF. @throws GongbaoError FILE_TOO_LARGE, FILE_DAMAGED. */
export async function decodeImage(bytes: Uint8Array, fileName: string): Promise<Grey[]> {
  if (bytes[0] === 0x49 || bytes[0] === 0x4d) return decodeTiff(bytes, fileName).map(toGrey);
  const size = imageSize(bytes);
  if (!size || size[0] === 0 || size[1] === 0 || isCutShort(bytes)) throw damaged(fileName);
  checkPixels(size[0], size[1], fileName);
  try {
    const pixels = bytes[0] === 0x89 ? decodePng(bytes) : await decodeJpeg(bytes);
    checkPixels(pixels.width, pixels.height, fileName);
    return [toGrey(pixels)];
  } catch (cause) {
    throw cause instanceof GongbaoError ? cause : damaged(fileName, cause);
  }
}

/** A picture turned by an angle in radians (clockwise) about its centre, white where it came from outside. */
export function turn({ width, height, data }: Grey, angle: number): Grey {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const turned = new Uint8Array(width * height);
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sx = cx + (x - cx) * cos + (y - cy) * sin;
      const sy = cy + (y - cy) * cos - (x - cx) * sin;
      const [x0, y0] = [Math.floor(sx), Math.floor(sy)];
      if (x0 < 0 || y0 < 0 || x0 + 1 >= width || y0 + 1 >= height) {
        turned[y * width + x] = 255;
        continue;
      }
      const [fx, fy, at] = [sx - x0, sy - y0, y0 * width + x0];
      const upper = (data[at] ?? 255) * (1 - fx) + (data[at + 1] ?? 255) * fx;
      const lower = (data[at + width] ?? 255) * (1 - fx) + (data[at + width + 1] ?? 255) * fx;
      turned[y * width + x] = upper * (1 - fy) + lower * fy;
    }
  }
  return { width, height, data: turned };
}

/** A picture turned clockwise by quarters. */
export function quarterTurns(grey: Grey, turns: number): Grey {
  let { width, height, data } = grey;
  for (let n = ((turns % 4) + 4) % 4; n > 0; n--) {
    const next = new Uint8Array(data.length);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) next[x * height + (height - 1 - y)] = data[y * width + x] ?? 255;
    }
    [width, height, data] = [height, width, next];
  }
  return { width, height, data };
}
