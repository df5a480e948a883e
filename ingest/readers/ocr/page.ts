/** Reads a page from its picture, into the same layout that a PDF page with text gives. */
import { emptyCells } from '../pdf/grid.ts';
import type { PageLayout, Rule, Run } from '../pdf/layout.ts';
import { type Grey, quarterTurns } from './bitmap.ts';
import { detectText } from './detect.ts';
import { inkBox } from './ink.ts';
import { loadModels, type Models } from './models.ts';
import { type ReadLine, readLine } from './recognise.ts';
import { type PixelRules, takeRules } from './rules.ts';
import { straighten } from './straighten.ts';
import type { PixelBox } from './tensor.ts';

/** Layout rules think in points: pages are taken to be as wide as A4. */
const POINTS = 595;
/** A page read less surely than this may stand on its head. */
const DOUBTFUL = 0.7;
/** Lines read less surely than this are no text that the models know. */
const READABLE = 0.5;

/** A page as it was read: its layout, and the lines with how sure each character is. */
export interface ReadPage {
  readonly layout: PageLayout;
  readonly lines: readonly ReadLine[];
  /** Lines that could not be read: stamps, handwriting, dirt. They are left out of the text. */
  readonly unreadable: number;
  /** Mean confidence of the characters, 0 to 1; 1 for a page without any. */
  readonly confidence: number;
}

function meanConfidence(lines: readonly ReadLine[]): number {
  const all = lines.flatMap((line) => line.characters.map((each) => each.confidence));
  return all.length === 0 ? 1 : all.reduce((sum, each) => sum + each, 0) / all.length;
}

const textOf = (line: ReadLine) => line.characters.map((each) => each.char).join('');

/** The hexagonal brackets of a 文号 look like square ones to the model. */
const mendBrackets = (text: string) =>
  text.replace(/(?<=[一-鿿])[〔［[【〖]\s*((?:19|20)\d{2})\s*[〕］\]】〗](?=\s*第?\d+号)/g, '〔$1〕');

/** Pieces narrower than this share of their height hold no character. */
const NARROW = 0.3;

/** Cuts boxes at the borders of cells that run through them: text close to a border is found as one line. */
function cutAtRules(box: PixelBox, vertical: readonly Rule[]): PixelBox[] {
  const middle = (box.y0 + box.y1) / 2;
  const cuts = vertical.filter((rule) => rule.from <= middle && rule.to >= middle).map((rule) => rule.at);
  const inside = cuts.filter((x) => x > box.x0 && x < box.x1).sort((a, b) => a - b);
  return [box.x0, ...inside]
    .map((x0, i) => ({ ...box, x0, x1: inside[i] ?? box.x1 }))
    .filter((piece) => piece.x1 - piece.x0 > (box.y1 - box.y0) * NARROW);
}

/** A line's box has a margin around its characters, which are about three quarters of its height. */
function toRun(line: ReadLine, scale: number): Run {
  const { x0, y0, x1, y1 } = line.box;
  const height = (y1 - y0) * scale;
  const margin = height * 0.12;
  const size = height * 0.72;
  return {
    text: mendBrackets(textOf(line)),
    x0: x0 * scale + margin,
    x1: x1 * scale - margin,
    y: y1 * scale - height * 0.22,
    size,
  };
}

/** A stroke alone in its box is a one; it is marked as doubtful, so that a person looks at it. */
function loneOne(line: ReadLine): ReadLine {
  const [only] = line.characters;
  if (!only || !/^[Il|丨]$/.test(textOf(line))) return line;
  return { ...line, characters: [{ ...only, char: '1', confidence: READABLE }] };
}

async function readBoxes(grey: Grey, boxes: readonly PixelBox[], models: Models): Promise<ReadLine[]> {
  const lines: ReadLine[] = [];
  for (const box of boxes) {
    const line = loneOne(await readLine(grey, box, models));
    if (textOf(line).trim() !== '') lines.push(line);
  }
  return lines;
}

const isSideways = (boxes: readonly PixelBox[]) =>
  boxes.filter((box) => box.y1 - box.y0 > (box.x1 - box.x0) * 1.8).length > boxes.length * 0.6;

const scaled = (rule: Rule, scale: number): Rule => ({
  at: rule.at * scale,
  from: rule.from * scale,
  to: rule.to * scale,
});

function toLayout(lines: readonly ReadLine[], rules: PixelRules, grey: Grey, page: number): PageLayout {
  const scale = POINTS / grey.width;
  return {
    page,
    width: POINTS,
    height: grey.height * scale,
    runs: lines.map((line) => toRun(line, scale)),
    horizontal: rules.horizontal.map((rule) => scaled(rule, scale)),
    vertical: rules.vertical.map((rule) => scaled(rule, scale)),
    imageShare: 0,
  };
}

/** Single characters in cells are easily overlooked: where a cell has ink but no text, the ink is read. */
async function readOverlooked(layout: PageLayout, grey: Grey, models: Models): Promise<ReadLine[]> {
  const scale = grey.width / POINTS;
  const boxes = emptyCells(layout).map(({ x0, y0, x1, y1 }) =>
    inkBox(grey, { x0: x0 * scale, y0: y0 * scale, x1: x1 * scale, y1: y1 * scale }),
  );
  return readBoxes(
    grey,
    boxes.filter((box) => box !== null),
    models,
  );
}

/** A level page with the lines of text found on it. */
interface Found {
  readonly grey: Grey;
  readonly boxes: readonly PixelBox[];
}

async function find(picture: Grey, models: Models): Promise<Found> {
  // Borders are wiped out while reading: the picture given stays as it is.
  const level = straighten(picture);
  const grey = { ...level, data: new Uint8Array(level.data) };
  return { grey, boxes: await detectText(grey, models) };
}

async function readFound({ grey, boxes }: Found, page: number, models: Models): Promise<ReadPage> {
  const rules = takeRules(grey, boxes);
  const pieces = boxes.flatMap((box) => cutAtRules(box, rules.vertical));
  const all = await readBoxes(grey, pieces, models);
  all.push(...(await readOverlooked(toLayout(all, rules, grey, page), grey, models)));
  const lines = all.filter((line) => meanConfidence([line]) >= READABLE);
  return {
    layout: toLayout(lines, rules, grey, page),
    lines,
    unreadable: all.length - lines.length,
    confidence: meanConfidence(all),
  };
}

/** Reads a page whichever way up it was scanned. */
export async function readPicture(picture: Grey, page: number): Promise<ReadPage> {
  const models = await loadModels();
  const asScanned = await find(picture, models);
  const sideways = isSideways(asScanned.boxes);
  const first = await readFound(
    sideways ? await find(quarterTurns(picture, 1), models) : asScanned,
    page,
    models,
  );
  if (first.confidence >= DOUBTFUL) return first;
  const second = await readFound(await find(quarterTurns(picture, sideways ? 3 : 2), models), page, models);
  return second.confidence > first.confidence + 0.1 ? second : first;
}
