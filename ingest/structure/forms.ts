/** Rows without a header above them: forms with labels to fill in, and rosters in two columns of names. */
import type { Cell } from '../../data/types.ts';
import { filled, type RawCell, squeeze } from './cells.ts';

const cell = (header: string, { text, start, end }: RawCell, inherited = false): Cell => ({
  header,
  text,
  span: { start, end },
  inherited,
});

const NAME = /^(?:([一-鿿]\s*[一-鿿]?\s*[一-鿿]{1,3}\s*[:：])\s*)?[一-鿿]\s?[一-鿿]{1,3}$/;
const POST = /(?:长|主任|书记|主席|委员|理事|干事|秘书|经理|员|代表|负责人|镇长|乡长)$/;

/** Rows that pair names with posts, in one or two columns of the page. */
export function isRoster(rows: readonly (readonly RawCell[])[]): boolean {
  const pairs = rows.flatMap(pairsOf).filter(([name]) => name.text !== '');
  const fitting = pairs.filter(([name, post]) => NAME.test(name.text) && POST.test(squeeze(post.text)));
  return pairs.length >= 3 && fitting.length / pairs.length >= 0.8;
}

function pairsOf(cells: readonly RawCell[]): (readonly [RawCell, RawCell])[] {
  const pairs: (readonly [RawCell, RawCell])[] = [];
  for (let i = 0; i + 1 < cells.length; i += 2) {
    const [name, post] = [cells[i], cells[i + 1]];
    if (name && post) pairs.push([name, post]);
  }
  return pairs;
}

/** A row of nothing but names with posts; any other row of the block is kept as it stands. */
const isRosterRow = (cells: readonly RawCell[]) =>
  cells.every((each, i) => each.text === '' || i % 2 === 1 || NAME.test(each.text)) &&
  (cells.length % 2 === 0 || cells.at(-1)?.text === '') &&
  pairsOf(cells).every(([name, post]) => name.text !== '' || post.text === '');

/** 组 长：马某 → the role and the name, each with its span. */
function splitRole(name: RawCell): { role: RawCell | null; name: RawCell } {
  const match = /^([一-鿿\s]{2,6}?)\s*[:：]\s*/.exec(name.text);
  if (!match) return { role: null, name };
  const role = { text: match[1] ?? '', start: name.start, end: name.start + (match[1]?.length ?? 0) };
  const start = name.start + match[0].length;
  return { role, name: { text: name.text.slice(match[0].length), start, end: name.end } };
}

/**
 * The cells of a roster's rows: 职责, 姓名, 职务. A roster in several columns is read down each column in turn
 * (as a newspaper), so a role (组长, 成员) holds until the next one in that order.
 */
export function readRoster(rows: readonly (readonly RawCell[])[]): Cell[][] {
  const read = rows.map((cells) => (isRosterRow(cells) ? [] : readPlainRow(cells)));
  const width = Math.max(...rows.map((cells) => Math.floor(cells.length / 2)));
  let role: Cell[] = [];
  for (let pair = 0; pair < width; pair++) {
    for (const [i, cells] of rows.entries()) {
      const [printed, post] = [cells[pair * 2], cells[pair * 2 + 1]];
      if (!isRosterRow(cells) || !printed?.text || !post) continue;
      const { role: named, name } = splitRole(printed);
      role = named ? [cell('职责', named)] : role.map((above) => ({ ...above, inherited: true }));
      const posts = post.text ? [cell('职务', post)] : [];
      read[i]?.push(...role, cell('姓名', name), ...posts);
    }
  }
  return read;
}

const LABEL = /^[^□。；\d]{2,16}$/;

/** Rows of labels with places to fill in: every first cell of a pair is a label, and some second cell is blank. */
export function isForm(rows: readonly (readonly RawCell[])[]): boolean {
  const pairs = rows.flatMap(pairsOf).filter(([label, value]) => label.text !== '' || value.text !== '');
  return (
    pairs.some(([label, value]) => label.text !== '' && value.text === '') &&
    pairs.every(([label]) => label.text === '' || LABEL.test(squeeze(label.text)))
  );
}

/** A form's row: filled-in cells carry their label as header, labels with nothing beside them stand alone. */
export function readFormRow(cells: readonly RawCell[]): Cell[] {
  return pairsOf([...cells, ...(cells.length % 2 ? [{ text: '', start: 0, end: 0 }] : [])]).flatMap(
    ([label, value]) => {
      if (label.text === '') return value.text === '' ? [] : [cell('', value)];
      return value.text === '' ? [cell('', label)] : [cell(squeeze(label.text), value)];
    },
  );
}

/** A row about which nothing is known: its cells as they stand. */
export function readPlainRow(cells: readonly RawCell[]): Cell[] {
  return filled(cells).map((each) => cell('', each));
}
