declare module 'pdfjs-dist/legacy/image_decoders/pdf.image_decoders.mjs' {
  /** The part of pdf.js's JPEG decoder (which has no types of its own) that jpeg.ts uses. */
  export const JpegImage: new () => {
    readonly width: number;
    readonly height: number;
    parse(bytes: Uint8Array): void;
    getData(options: { width: number; height: number; forceRGBA: boolean }): Uint8ClampedArray;
  };
}
