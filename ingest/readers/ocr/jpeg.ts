import type { Pixels } from './png.ts';

/** Decodes a JPEG whose size has been checked, with pdf.js's decoder in JavaScript. @throws Error for anything broken. */
export async function decodeJpeg(bytes: Uint8Array): Promise<Pixels> {
  const { JpegImage } = await import('pdfjs-dist/legacy/image_decoders/pdf.image_decoders.mjs');
  const image = new JpegImage();
  image.parse(bytes);
  const { width, height } = image;
  return { width, height, rgba: image.getData({ width, height, forceRGBA: true }) };
}
