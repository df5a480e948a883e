/** Tells what a file is by what it holds; names lie (a .doc that is a web page, a .xls that is a table in HTML). */

/** The kinds of files that are told apart. `text` is what looks like none of the others. */
export type ContentKind =
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'ofd'
  | 'zip'
  | 'pdf'
  | 'doc'
  | 'xls'
  | 'compound'
  | 'encrypted'
  | 'rtf'
  | 'png'
  | 'jpeg'
  | 'tiff'
  | 'bmp'
  | 'gif'
  | 'webp'
  | 'rar'
  | '7z'
  | 'gzip'
  | 'program'
  | 'html'
  | 'mhtml'
  | 'text';

type Signature = readonly [kind: ContentKind, offset: number, bytes: string];

/** First bytes, written in Latin-1. Order matters: the first that fits decides. */
const SIGNATURES: readonly Signature[] = [
  ['pdf', 0, '%PDF-'],
  ['rtf', 0, '{\\rtf'],
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['tiff', 0, 'II*\0'],
  ['tiff', 0, 'MM\0*'],
  ['gif', 0, 'GIF8'],
  ['webp', 8, 'WEBP'],
  ['bmp', 0, 'BM'],
  ['rar', 0, 'Rar!\x1a\x07'],
  ['7z', 0, '7z\xbc\xaf\x27\x1c'],
  ['gzip', 0, '\x1f\x8b\x08'],
  ['program', 0, '\x7fELF'],
  ['program', 0, 'MZ'],
];

const latin1 = (bytes: Uint8Array, start: number, end: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, end);

/** A part's name stands in clear in the local header and again in the directory at the end of the file. */
const PARTS: readonly (readonly [ContentKind, string])[] = [
  ['docx', 'word/document'],
  ['xlsx', 'xl/workbook'],
  ['pptx', 'ppt/presentation'],
  ['ofd', 'OFD.xml'],
];

function zipKind(bytes: Uint8Array): ContentKind {
  const names = latin1(bytes, Math.max(0, bytes.length - 65_536), bytes.length) + latin1(bytes, 0, 4_096);
  return PARTS.find(([, part]) => names.includes(part))?.[0] ?? 'zip';
}

const utf16 = (name: string) => Buffer.from(name, 'utf16le');

/** Streams of a compound file (Office 97–2003, WPS) are named in UTF-16 in its directory. */
function compoundKind(bytes: Uint8Array): ContentKind {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (all.includes(utf16('EncryptedPackage'))) return 'encrypted';
  if (all.includes(utf16('WordDocument'))) return 'doc';
  return all.includes(utf16('Workbook')) ? 'xls' : 'compound';
}

const HTML_START =
  /^(?:<\?xml[^>]*>|<!--[\s\S]*?-->|\s)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h[1-6]|article|section|span|center|font)\b/i;

/** The beginning as ASCII, whatever its encoding: NULs of UTF-16 and byte-order marks are dropped. */
function asciiStart(bytes: Uint8Array): string {
  return latin1(bytes, 0, 16_384)
    .replace(/^\xef\xbb\xbf|^\xff\xfe|^\xfe\xff/, '')
    .replaceAll('\0', '');
}

/** What the content is. An empty file is `text`; damaged files are told by their first bytes. */
export function contentKind(bytes: Uint8Array): ContentKind {
  const found = SIGNATURES.find(
    ([, offset, magic]) => latin1(bytes, offset, offset + magic.length) === magic,
  );
  if (found && !(found[0] === 'bmp' && latin1(bytes, 6, 10) !== '\0\0\0\0')) return found[0];
  const start = latin1(bytes, 0, 8);
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return zipKind(bytes);
  if (start.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return compoundKind(bytes);
  if (latin1(bytes, 0, 1_024).includes('%PDF-')) return 'pdf';
  const ascii = asciiStart(bytes);
  if (
    /^(?:From|MIME-Version|Snapshot-Content-Location|Subject|Date):[\s\S]*Content-Type:\s*multipart\/related/i.test(
      ascii,
    )
  ) {
    return 'mhtml';
  }
  return HTML_START.test(ascii) ? 'html' : 'text';
}
