/** The masthead and contents list of a gazette issue, kept in small findable pieces. */
import type { Passage } from '../../data/types.ts';
import type { Line } from './repair.ts';

const LONGEST = 160;
const ENTRY = /^\d{1,3}\s*[.．、]/;
const CATEGORY = /^【.*】$/;
const LABEL = /^[一-鿿\s]{1,8}[:：]/;

function passageOf(lines: readonly Line[]): Passage[] {
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) return [];
  return [
    {
      kind: 'front',
      locator: lines.some((line) => ENTRY.test(line.text)) ? '目录' : '刊头',
      path: [],
      text: lines.map((line) => line.text).join('\n'),
      span: { start: first.start, end: last.end },
      cells: [],
    },
  ];
}

/** Whether `line` begins a new piece: an entry of the contents list, its category, or the imprint after it. */
function begins(open: readonly Line[], line: Line): boolean {
  const isEntry = open.some((each) => ENTRY.test(each.text));
  const size = open.reduce((sum, each) => sum + each.text.length, 0);
  if (CATEGORY.test(line.text)) return true;
  if (ENTRY.test(line.text)) return !open.every((each) => CATEGORY.test(each.text));
  return (isEntry && LABEL.test(line.text)) || (!isEntry && size + line.text.length > LONGEST);
}

/** Entry by entry for the contents list, in pieces of a few lines for the masthead. */
export function readFrontMatter(lines: readonly Line[]): Passage[] {
  const passages: Passage[] = [];
  let open: Line[] = [];
  for (const line of lines) {
    if (open.length > 0 && begins(open, line)) {
      passages.push(...passageOf(open));
      open = [];
    }
    open.push(line);
  }
  return [...passages, ...passageOf(open)];
}
