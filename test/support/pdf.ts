/** Builds small PDF files in memory for tests, with Chinese text in a font that need not be embedded. */

/** What is drawn on a page: text at x and y (points from the upper left corner), or a line. */
export type Mark =
  | { readonly text: string; readonly x: number; readonly y: number; readonly size?: number }
  | { readonly line: readonly [x0: number, y0: number, x1: number, y1: number] };

const WIDTH = 595;
const HEIGHT = 842;

const hex = (text: string) =>
  [...Buffer.from(text, 'utf16le').swap16()].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function draw(mark: Mark): string {
  if ('line' in mark) {
    const [x0, y0, x1, y1] = mark.line;
    return `${x0} ${HEIGHT - y0} m ${x1} ${HEIGHT - y1} l S`;
  }
  return `BT /F1 ${mark.size ?? 16} Tf 1 0 0 1 ${mark.x} ${HEIGHT - mark.y} Tm <${hex(mark.text)}> Tj ET`;
}

/** A PDF with one list of marks a page; `extra` are entries of the trailer (`/Encrypt …`). */
export function pdfOf(pages: readonly (readonly Mark[])[], extra = ''): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${6 + i * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500] >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 850 /Descent -150 /CapHeight 850 /StemV 80 >>',
  ];
  pages.forEach((marks, i) => {
    const content = marks.map(draw).join('\n');
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${7 + i * 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  });
  let file = '%PDF-1.5\n';
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = file.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${extra} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** Lines of text one under the other, the first of each paragraph set in by two characters. */
export function textLines(lines: readonly string[], x: number, y: number, size = 16, pitch = 28): Mark[] {
  return lines.map((text, i) => ({
    text: text.replace(/^　+/, ''),
    x: x + (text.match(/^　+/)?.[0].length ?? 0) * size,
    y: y + i * pitch,
    size,
  }));
}

/** A ruled table: column borders, row borders, and the text of each cell (`''` for none). */
export function ruledTable(
  xs: readonly number[],
  ys: readonly number[],
  cells: readonly (readonly string[])[],
  size = 10,
): Mark[] {
  const [left = 0, right = 0] = [xs[0], xs.at(-1)];
  const [top = 0, bottom = 0] = [ys[0], ys.at(-1)];
  return [
    ...ys.map((y): Mark => ({ line: [left, y, right, y] })),
    ...xs.map((x): Mark => ({ line: [x, top, x, bottom] })),
    ...cells.flatMap((row, r) =>
      row.flatMap((text, c): Mark[] =>
        text
          .split('\n')
          .map((line, i) => ({ text: line, x: (xs[c] ?? 0) + 4, y: (ys[r] ?? 0) + 13 + i * 13, size })),
      ),
    ),
  ].filter((mark) => !('text' in mark) || mark.text !== '');
}

/** A PDF whose one page is a JPEG picture, as scanners make them. */
export function scannedPdf(jpeg: Uint8Array, width: number, height: number): Uint8Array {
  const content = `q ${WIDTH} 0 0 ${Math.round((WIDTH * height) / width)} 0 0 cm /Im Do Q`;
  const parts = [
    Buffer.from(
      `%PDF-1.5\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Count 1 /Kids [3 0 R] >> endobj\n3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${Math.round((WIDTH * height) / width)}] /Resources << /XObject << /Im 5 0 R >> >> /Contents 4 0 R >> endobj\n4 0 obj << /Length ${content.length} >>\nstream\n${content}\nendstream endobj\n5 0 obj << /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
    ),
    Buffer.from(jpeg),
    Buffer.from('\nendstream endobj\ntrailer << /Root 1 0 R /Size 6 >>\n%%EOF\n'),
  ];
  return Buffer.concat(parts);
}
