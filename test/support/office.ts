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

const CONTENT_TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';

const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="m" xmlns:v="v" xmlns:wps="wps"';

/** Other parts of a Word file by name without folder: numbering, styles, footnotes. */
export function docxOf(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const others = Object.entries(parts).map(([name, content]): [string, string] => [
    name.includes('/') ? name : `word/${name}.xml`,
    name.includes('/') ? content : `<w:${name} ${W}>${content}</w:${name}>`,
  ]);
  return zipOf({
    '[Content_Types].xml': CONTENT_TYPES,
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

const S =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** A sheet of a workbook: the inside of `sheetData`, and its state. */
export interface SheetXml {
  readonly name: string;
  readonly rows: string;
  readonly state?: string;
}

/** A workbook; `formats` are number formats by index of style. */
export function xlsxOf(
  sheets: readonly SheetXml[],
  texts: readonly string[] = [],
  formats: readonly string[] = [],
) {
  const each = (text: (sheet: SheetXml, i: number) => string) => sheets.map(text).join('');
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': root('xl/workbook.xml'),
    'xl/workbook.xml': `<workbook ${S}><sheets>${each(
      ({ name, state }, i) =>
        `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i + 1}"${state ? ` state="${state}"` : ''}/>`,
    )}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${each(
      (_, i) =>
        `<Relationship Id="s${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
    )}</Relationships>`,
    'xl/sharedStrings.xml': `<sst ${S}>${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet ${S}><numFmts>${formats
      .map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
      .join(
        '',
      )}</numFmts><cellXfs><xf/>${formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ rows }, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<worksheet ${S}><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
  });
}
