/** Pictures as pixels: decoding within limits, and the grey values the other steps work on. */
import { type Canvas, createCanvas, loadImage } from '@napi-rs/canvas';
import { GongbaoError } from '../../../data/errors.ts';
import { LIMITS } from '../limits.ts';
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

/** Width and height a PNG, JPEG or BMP states; null where its head is damaged. */
export function imageSize(bytes: Uint8Array): [width: number, height: number] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 26) return null;
  const start = view.getUint16(0);
  if (start === 0x8950) return [view.getUint32(16), view.getUint32(20)];
  if (start === 0x424d) return [Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true))];
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

/** The pages of a picture file: one, or several of a TIFF. @throws GongbaoError FILE_TOO_LARGE, FILE_DAMAGED. */
export async function decodeImage(bytes: Uint8Array, fileName: string): Promise<Canvas[]> {
  const start = bytes[0];
  if (start === 0x49 || (start === 0x4d && bytes[1] === 0x4d)) return decodeTiff(bytes, fileName);
  const size = imageSize(bytes);
  if (!size) throw damaged(fileName);
  checkPixels(size[0], size[1], fileName);
  if (isCutShort(bytes)) throw damaged(fileName);
  try {
    const image = await loadImage(Buffer.from(bytes));
    checkPixels(image.width, image.height, fileName);
    const canvas = whiteCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    return [canvas];
  } catch (cause) {
    throw cause instanceof GongbaoError ? cause : damaged(fileName, cause);
  }
}

/** An empty page: transparent parts of pictures are white. */
export function whiteCanvas(width: number, height: number): Canvas {
  const canvas = createCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

/** A picture drawn at another size, and turned by an angle in radians about its centre. */
export function redraw(source: Canvas, width: number, height: number, angle = 0): Canvas {
  const canvas = whiteCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate(angle);
  const sideways = Math.abs(Math.sin(angle)) > 0.9;
  const [w, h] = sideways ? [canvas.height, canvas.width] : [canvas.width, canvas.height];
  context.drawImage(source, -w / 2, -h / 2, w, h);
  return canvas;
}

/** Grey values of a canvas. */
export function greyOf(canvas: Canvas): Grey {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) {
    grey[i] =
      ((data[i * 4] ?? 255) * 299 + (data[i * 4 + 1] ?? 255) * 587 + (data[i * 4 + 2] ?? 255) * 114) / 1_000;
  }
  return { width, height, data: grey };
}
