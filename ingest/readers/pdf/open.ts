/** Opens PDF files with pdf.js, from local files alone. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { GongbaoError } from '../../../data/errors.ts';
import { LIMITS } from '../limits.ts';

export type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

/** An open document with the library that opened it; `close` frees its memory. */
export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  readonly pdfjs: PdfJs;
  close(): Promise<void>;
}

function failure(fileName: string, cause: unknown): GongbaoError {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'PasswordException') {
    return new GongbaoError('FILE_ENCRYPTED', `${fileName} 设有打开密码，没有读入。请去掉密码后再导入。`, {
      cause,
    });
  }
  return new GongbaoError(
    'FILE_DAMAGED',
    `${fileName} 已损坏或不完整，没有读入。请重新下载，或用 PDF 阅读器打开后另存再导入。`,
    { cause },
  );
}

/** Loads pdf.js on first use: most files are no PDF. @throws GongbaoError FILE_ENCRYPTED, FILE_DAMAGED, FILE_TOO_LARGE. */
export async function openPdf(bytes: Uint8Array, fileName: string): Promise<OpenPdf> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = pdfjs.getDocument({
    data: new Uint8Array(bytes),
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    cMapUrl: join(folder, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(folder, 'standard_fonts/'),
    wasmUrl: join(folder, 'wasm/'),
    iccUrl: join(folder, 'iccs/'),
    useSystemFonts: false,
    disableFontFace: true,
    isEvalSupported: false,
    enableXfa: false,
    maxImageSize: LIMITS.imagePixels,
  });
  try {
    const document = await task.promise;
    if (document.numPages > LIMITS.pages) {
      throw new GongbaoError(
        'FILE_TOO_LARGE',
        `${fileName} 超过 ${LIMITS.pages} 页，没有读入。请拆分后再导入。`,
      );
    }
    return { document, pdfjs, close: () => task.destroy() };
  } catch (cause) {
    await task.destroy();
    throw cause instanceof GongbaoError ? cause : failure(fileName, cause);
  }
}
