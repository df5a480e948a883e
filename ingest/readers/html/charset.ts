import { decodeText } from '../text.ts';

const DECLARED = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_-]+)/i;

/** The encoding a page declares in its first 8 KiB, null when it declares none that is known. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8_192)).toString('latin1');
  const label =
    DECLARED.exec(head)?.[1]?.toLowerCase() ?? /<\?xml[^>]*encoding=["']([a-z0-9_-]+)/i.exec(head)?.[1];
  return label ? known(label) : null;
}

/** The name under which a TextDecoder knows an encoding; the older Chinese ones are parts of GB18030. */
function known(name: string): string | null {
  const label = name.toLowerCase();
  if (/^(?:gb2312|gbk|gb_2312|x-gbk|cp936)$/.test(label)) return 'gb18030';
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/**
 * Decodes a page: a byte-order mark decides, else the declared encoding where the bytes agree with it (many
 * pages declare the wrong one), else as plain text. `told` is an encoding that a mail header names.
 */
export function decodeHtml(
  bytes: Uint8Array,
  fileName: string,
  told: string | null = null,
): { text: string; encoding: string } {
  const marked = [0xef, 0xff, 0xfe].includes(bytes[0] ?? 0) && (bytes[1] ?? 0) >= 0xbb;
  const declared = marked ? null : told ? known(told) : declaredEncoding(bytes);
  if (declared) {
    try {
      return { text: new TextDecoder(declared, { fatal: true }).decode(bytes), encoding: declared };
    } catch {
      // The declaration is wrong: the bytes decide below.
    }
  }
  const { text, format } = decodeText(bytes, fileName);
  return { text, encoding: format };
}
