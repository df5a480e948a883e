/** Reads from one page what stands where: runs of text, drawn lines, pictures. */
import type { PDFPageProxy } from 'pdfjs-dist';
import { dropRepeats, type PageLayout, type Rule, type Run } from './layout.ts';
import { apply, IDENTITY, isMatrix, type Matrix, times } from './matrix.ts';
import type { PdfJs } from './open.ts';

interface RawRun {
  readonly text: string;
  readonly matrix: Matrix;
  readonly width: number;
}

/** Quarter turns (0–3) of a text matrix, or null for text at a slant (a watermark). */
function turnOf(m: Matrix): number | null {
  const angle = (Math.atan2(m[1] ?? 0, m[0] ?? 1) * 180) / Math.PI;
  const turns = Math.round(angle / 90);
  return Math.abs(angle - turns * 90) < 5 ? (turns + 4) % 4 : null;
}

/** The turn that most characters of a page have: tables are often set sideways. */
function mainTurn(runs: readonly RawRun[]): number {
  const weights = [0, 0, 0, 0];
  for (const run of runs) {
    const turn = turnOf(run.matrix);
    if (turn !== null) weights[turn] = (weights[turn] ?? 0) + run.text.length;
  }
  return weights.indexOf(Math.max(...weights));
}

/** Turns the page so that text of that turn reads from left to right. */
function upright(turn: number, width: number, height: number): Matrix {
  if (turn === 1) return [0, 1, -1, 0, height, 0];
  if (turn === 2) return [-1, 0, 0, -1, width, height];
  return turn === 3 ? [0, -1, 1, 0, 0, width] : IDENTITY;
}

function toRun(raw: RawRun, map: Matrix): Run | null {
  const m = times(map, raw.matrix);
  if (turnOf(m) !== 0) return null;
  const [x = 0, y = 0] = m.slice(4);
  const size = Math.hypot(m[2] ?? 0, m[3] ?? 0);
  return { text: raw.text, x0: x, x1: x + raw.width, y, size };
}

/** Collects drawn lines and pictures from the drawing operations of a page. */
class Drawing {
  readonly horizontal: Rule[] = [];
  readonly vertical: Rule[] = [];
  imageArea = 0;
  #matrix: Matrix;
  readonly #saved: Matrix[] = [];
  readonly #scale: number;

  constructor(map: Matrix) {
    this.#matrix = map;
    this.#scale = Math.hypot(map[0] ?? 1, map[1] ?? 0);
  }

  save(): void {
    this.#saved.push(this.#matrix);
  }

  restore(): void {
    this.#matrix = this.#saved.pop() ?? this.#matrix;
  }

  transform(m: Matrix): void {
    this.#matrix = times(this.#matrix, m);
  }

  image(): void {
    const [a = 0, b = 0, c = 0, d = 0] = this.#matrix;
    this.imageArea += Math.abs(a * d - b * c);
  }

  /** Path data of pdf.js: 0 x y move, 1 x y line, 2 with six numbers curve, 3 with four, 4 close. */
  path(data: ArrayLike<number>, filled: boolean): void {
    let points: [number, number][] = [];
    const finish = () => {
      if (filled) this.#thinBox(points);
      else this.#segments(points);
      points = [];
    };
    for (let i = 0; i < data.length; ) {
      const op = data[i++];
      if (op === 0) finish();
      if (op === 0 || op === 1) {
        points.push(apply(this.#matrix, data[i] ?? 0, data[i + 1] ?? 0));
        i += 2;
      } else if (op === 4) {
        const [first] = points;
        if (first) points.push(first);
      } else {
        i += op === 2 ? 6 : 4;
        points = [];
      }
    }
    finish();
  }

  #segments(points: readonly [number, number][]): void {
    for (let i = 1; i < points.length; i++) {
      const [x0, y0] = points[i - 1] ?? [0, 0];
      const [x1, y1] = points[i] ?? [0, 0];
      this.#rule(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1), 1);
    }
  }

  /** Borders are often drawn as filled boxes, thin in one direction. */
  #thinBox(points: readonly [number, number][]): void {
    if (points.length < 4) return;
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    this.#rule(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), 3);
  }

  #rule(x0: number, y0: number, x1: number, y1: number, thick: number): void {
    const limit = thick * Math.max(1, this.#scale);
    if (y1 - y0 <= limit && x1 - x0 > 4) this.horizontal.push({ at: (y0 + y1) / 2, from: x0, to: x1 });
    else if (x1 - x0 <= limit && y1 - y0 > 4) this.vertical.push({ at: (x0 + x1) / 2, from: y0, to: y1 });
  }
}

/** Which of the path painting operations only fill, and which paint nothing. */
function paintKind(pdfjs: PdfJs, op: number): 'fill' | 'stroke' | 'nothing' {
  const { OPS } = pdfjs;
  if (op === OPS.fill || op === OPS.eoFill) return 'fill';
  return op === OPS.endPath ? 'nothing' : 'stroke';
}

async function readDrawing(page: PDFPageProxy, pdfjs: PdfJs, map: Matrix): Promise<Drawing> {
  const { OPS } = pdfjs;
  const drawing = new Drawing(map);
  const { fnArray, argsArray } = await page.getOperatorList();
  const images = new Set([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintImageXObjectRepeat,
  ]);
  for (const [i, op] of fnArray.entries()) {
    const args: unknown[] = argsArray[i] ?? [];
    if (op === OPS.save) drawing.save();
    else if (op === OPS.restore || op === OPS.paintFormXObjectEnd) drawing.restore();
    else if (op === OPS.transform && isMatrix(args)) drawing.transform(args);
    else if (op === OPS.paintFormXObjectBegin) {
      drawing.save();
      if (isMatrix(args[0])) drawing.transform(args[0]);
    } else if (op === OPS.constructPath) {
      const kind = paintKind(pdfjs, Number(args[0]));
      const data: unknown = Array.isArray(args[1]) ? args[1][0] : null;
      if (kind !== 'nothing' && data instanceof Float32Array) drawing.path(data, kind === 'fill');
    } else if (images.has(op)) drawing.image();
  }
  return drawing;
}

/** Reads a page; text at a slant (watermarks) is left out, pages set sideways are turned. */
export async function readPage(page: PDFPageProxy, pdfjs: PdfJs): Promise<PageLayout> {
  const viewport = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const raw = items.flatMap((item): RawRun[] =>
    'str' in item && item.str.trim() !== ''
      ? [{ text: item.str, matrix: times(viewport.transform, item.transform), width: item.width }]
      : [],
  );
  // The page's y axis points up, a viewport's down: seen from above, text without a turn has d < 0.
  const flipped = raw.map((run) => ({ ...run, matrix: times(run.matrix, [1, 0, 0, -1, 0, 0]) }));
  const turn = mainTurn(flipped);
  const turned = turn === 1 || turn === 3;
  const map = upright((4 - turn) % 4, viewport.width, viewport.height);
  const drawing = await readDrawing(page, pdfjs, times(map, viewport.transform));
  page.cleanup();
  return {
    page: page.pageNumber,
    width: turned ? viewport.height : viewport.width,
    height: turned ? viewport.width : viewport.height,
    runs: dropRepeats(flipped.map((run) => toRun(run, map)).filter((run) => run !== null)),
    horizontal: drawing.horizontal,
    vertical: drawing.vertical,
    imageShare: Math.min(1, drawing.imageArea / (viewport.width * viewport.height)),
  };
}
