/** Builds small Office files in memory for tests. */
import { strToU8, zipSync } from 'fflate';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A ZIP of text parts. */
export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );
}

const root = (main: string) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="${main}"/></Relationships>`;

const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="m" xmlns:v="v" xmlns:wps="wps"';

/** Other parts of a Word file by name without folder: numbering, styles, footnotes. */
export function docxOf(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const others = Object.entries(parts).map(([name, content]): [string, string] => [
    name.includes('/') ? name : `word/${name}.xml`,
    name.includes('/') ? content : `<w:${name} ${W}>${content}</w:${name}>`,
  ]);
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': root('word/document.xml'),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
    ...Object.fromEntries(others),
  });
}

/** A paragraph of one run; `properties` is the inside of `w:pPr`. */
export const p = (text: string, properties = '') =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** A cell; `properties` is the inside of `w:tcPr`. */
export const tc = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`;

export const tr = (...cells: readonly string[]) => `<w:tr>${cells.join('')}</w:tr>`;

/** A list definition: `[format, text]` by level. */
export function listOf(id: number, levels: readonly (readonly [format: string, text: string])[]): string {
  const each = levels.map(
    ([format, text], i) =>
      `<w:lvl w:ilvl="${i}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
  );
  return `<w:abstractNum w:abstractNumId="${id}">${each.join('')}</w:abstractNum>`;
}
