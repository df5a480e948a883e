/** Says in a few words what a limit is for. */
import type { Cell } from '../../data/types.ts';

const LONGEST = 40;
const NUMBER =
  /^(?:第[一二三四五六七八九十]+[章节条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d{1,3}[.．、](?!\d)|[①-⑳]|[一二三四五六七八九十]是)+/;
const LEADING =
  /^(?:[，、；：。）”]|前|底前|之前|内|并|且|均|要|应当?|须|必须|需|请|将|全部|务必|务求|力争|确保|争取|按时|及时|予以|能够|左右|期间|的)+/;
const TRAILING = /(?:[，、；：。（“]|于|在|到|至|并|且|力争|确保|争取|必须|须|应|要|请|最迟|最晚|的|将|为)+$/;

/** Shortens at a sign where possible, never inside a pair of brackets. */
function shorten(text: string): string {
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, LONGEST);
  const sign = Math.max(cut.lastIndexOf('，'), cut.lastIndexOf('、'));
  const kept = sign >= 12 ? cut.slice(0, sign) : `${cut.slice(0, LONGEST - 1)}…`;
  const open = kept.lastIndexOf('（');
  return open > 6 && !kept.slice(open).includes('）') ? kept.slice(0, open) : kept;
}

const tidy = (text: string) => text.replace(NUMBER, '').replace(LEADING, '').replace(TRAILING, '');

/** What stands behind a phrase up to where the duty ends or the next phrase begins. */
function behind(sentence: string, end: number, next: number): string {
  const rest = sentence.slice(end, next).replace(/^[，：]/, '');
  const stop = rest.search(/[。；！？]/);
  const whole = stop >= 0 ? rest.slice(0, stop) : rest;
  const comma = whole.indexOf('，', 4);
  return tidy(comma > 0 && comma <= LONGEST ? whole.slice(0, comma) : whole);
}

function inFront(sentence: string, start: number): string {
  const before = sentence.slice(0, start);
  const from = Math.max(
    before.lastIndexOf('，'),
    before.lastIndexOf('；'),
    before.lastIndexOf('。'),
    before.lastIndexOf('：'),
  );
  return tidy(before.slice(from + 1));
}

/** 数据报送截止时间：乡镇为|10月1日前 → 数据报送截止时间. */
function labelInFront(sentence: string, start: number): string {
  const before = sentence.slice(0, start);
  const colon = before.lastIndexOf('：');
  return colon < 0
    ? tidy(before)
    : tidy(before.slice(Math.max(before.lastIndexOf('。', colon) + 1, 0), colon));
}

/** The duty a phrase governs in a compact sentence: its verb phrase, with what stands in front if that is bare. */
export function taskOfSentence(sentence: string, start: number, end: number, next: number): string {
  const after = behind(sentence, end, next);
  const front = inFront(sentence, start);
  if (after.length >= 5)
    return shorten(/^(?:完成|办结|报送|上报|提交|到位)[。；]?$/.test(after) ? front + after : after);
  const both = `${front}${after}`;
  return (
    shorten(both.length >= 5 ? both : `${labelInFront(sentence, start)}${both}`) || shorten(tidy(sentence))
  );
}

/** The name of a stage: 第一阶段：宣传发动阶段（2023年7月） → 宣传发动阶段. */
export function taskOfStage(sentence: string, start: number): string {
  const before = sentence.slice(0, start).replace(/[（：:，为是]+$/, '');
  const last = before.split(/[。；]/).at(-1) ?? '';
  const name = tidy(last).replace(/^第[一二三四五六七八九十]+(?:阶段|步|环节)?[：:，、]?/, '');
  return shorten(tidy(name) || tidy(last) || '阶段');
}

/** What a clause is about: its heading, or its first words. */
export function taskOfClause(text: string): string {
  const bare = text.replace(NUMBER, '');
  const stop = bare.search(/[。；：\n（]/);
  return shorten(tidy(stop > 3 ? bare.slice(0, stop) : bare));
}

const TASK_COLUMNS: readonly RegExp[] = [
  /(?:任务|事项|内容|举措|措施|问题|环节|步骤)(?!类型|来源)/,
  /项目|工作|名称|指标|阶段|要求|清单/,
];

/** What a table row is about, by the names of its columns. */
export function taskOfRow(cells: readonly Cell[], except: Cell): string {
  for (const pattern of TASK_COLUMNS) {
    const fitting = cells.filter(
      (cell) => cell !== except && pattern.test(cell.header) && cell.text.length > 1,
    );
    const cell = fitting.findLast((each) => !each.inherited) ?? fitting.at(-1);
    if (cell) return taskOfClause(cell.text.replace(/\s+/g, ''));
  }
  const longest = cells
    .filter((cell) => cell !== except && !/单位|领导|责任人|备注/.test(cell.header))
    .reduce<Cell | null>((best, cell) => (best && best.text.length >= cell.text.length ? best : cell), null);
  return longest ? taskOfClause(longest.text.replace(/\s+/g, '')) : taskOfClause(except.text);
}
