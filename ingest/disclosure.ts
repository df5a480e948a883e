/**
 * Who may read a document, by what is printed on it: 密级 and 份号 at its head (GB/T 9704—2012, 7.2), the
 * 附注 under its signature, and the labelled lines of sites and drafting forms (公开属性：依申请公开).
 */
import type { Visibility } from '../data/types.ts';

/** A note as printed, spaces and brackets left out, and what it means. */
export interface Disclosure {
  readonly note: string;
  readonly visibility: Visibility;
}

const LEVEL =
  '(?:绝密|机密|秘密|核心商密|普通商密|商密|商业秘密|(?:警务|检察|审判|国家)?工作秘密|工作敏感|敏感信息|内部|涉密)';
const TERM =
  '(?:长期|永久|解密前|[0-9〇零一二三四五六七八九十百]{1,4}(?:年|个?月|日|天)?|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日(?:前|解密)?)';
const STAR = '[★☆✩✭⭐*＊＃#·•]';
const URGENCY = '(?:特提|特急|加急|平急|急件|急)';
const COPY = '(?:(?:NO|No|no|№|份号)[.:：]?)?[0-9]{2,8}号?';

/** 机密★1年, 秘密, 内部文件, 000012 机密☆长期 特急: a line that only says how the paper is to be handled. */
const MARK = new RegExp(
  `^(?:${COPY})?(?:${URGENCY})?(?:${LEVEL}(?:级|件|级?文件|级?资料|材料|事项|信息|电报|明电|刊物|参考|参阅|传阅|使用|掌握|公文)?|密件|内参)` +
    `(?:${STAR}?${TERM}?|${STAR}+)(?:保密期限[:：]?${TERM})?(?:${URGENCY})?(?:${COPY})?$`,
);
/** 份号, 紧急程度: they stand beside a mark and belong to no title. */
const HANDLING = new RegExp(`^(?:${URGENCY}|份号[:：]?\\S{1,10}|[0-9]{6})$`);
/** Words by which a paper is kept from going round, alone or after a mark. */
const CARE =
  '(?:注意|请)?(?:保密|保存|妥善保管|妥善保存|安全保密)|(?:请?勿|不得|不准|不许|禁止|严禁|谢绝)(?:擅自|对外|自行|公开|上网|随意)*(?:外传|外泄|泄露|泄漏|扩散|翻印|复印|复制|转发|转载|传播|转传|上网|公开|外借|流传|引用)(?:[、或和及，,]?(?:外传|扩散|翻印|复印|转发|转载|传播|上网|引用))*|不(?:对外|向外)(?:公开|发布|提供)|阅后(?:即焚|退回|收回|销毁|即毁|请?退还)|用后(?:收回|销毁)|会后(?:收回|退回)';
const CARED = new RegExp(
  `^(?:(?:${LEVEL})(?:资料|文件|材料|刊物|使用|参考|讨论稿|件)?)?[,，.。;；!！·]?(?:${CARE})$`,
);
/** 仅供内部参考, 限省内发行, 供领导参阅. */
const FEW =
  /^(?:本?(?:资料|文件|材料|刊|件))?(?:仅|只)?(?:供|限|发)(?:[一-鿿]{0,6})(?:内部|领导|机关|系统|参会人员|本单位|本系统)(?:[一-鿿]{0,8})$/;
/** 内部资料 免费交流 is how a serial is licensed, and is handed out to everybody. */
const LICENSED = /免费(?:交流|赠阅|赠送|发放|取阅)|准印|内资(?:准|字)|连续性内部资料/;

const CLOSED =
  /(?:不予|不宜|不得|不能|不可|不应|不再|不作|不做|不主动|不对外|不向社会|暂不|暂缓|暂未|未经批准不得|非|免予|免于|不)(?:主动|对外|上网|网上|全文|予以|进行|向社会)*公开|不(?:予|宜|得|能|可|准)?(?:上网|登报|见报|登载|刊登|外传|外发|发表)|(?:依|按|经|凭)(?:法|照|据)?申请(?:后)?(?:予以)?公开|(?:限制|有限|定向|内部|局部|部分|有条件|(?:删减|脱密|处理|节选|删节|遮盖)后)(?:性)?公开/;
const OPEN = /公开|公布|可(?:以)?(?:登报|见报|上网|登载|刊登)/;
/** 此件发至县处级: for some readers only, unless it is also published. */
const SENT_TO = /(?:发至|传达(?:到|至)|阅至|可?发到|印发至|下发至)[一-鿿（）()、]{0,12}级/;
const OF_PAPER = /^(?:此|本|该)(?:件|文件|文|资料)/;
const KEPT = new RegExp(`${CARE}|${LEVEL}`);
const ENCLOSED = /^\s*[（(【[〔].*[）)】\]〕]\s*。?\s*$/;
/** A note that says nothing but how far the paper goes; 公开招标, 内部审计 and 公开发布办法 are no notes. */
const PHRASE =
  /^(?:信息|政府信息|政务|文件)?(?:[一-鿿]{0,6}?)(?:公开|上网|登报|见报|登载|刊登|发表)(?:发布|发表|发行|信息|文件|类|件|事项|内容)?$/;

const LABELLED = /^([一-鿿]{2,12})[:：](.*)$/;
const OF_SECRECY =
  /^(?:密级|密别|秘密等级|保密等级|涉密等级|保密级别|秘密级别|密级程度|密级及保密期限|密级和保密期限|保密期限|知悉范围|是否涉密|涉密情况|定密)$/;
const OF_OPENNESS =
  /^(?:(?:此件|本件|文件|政府信息|政务信息|信息|政务|公文|是否|能否|可否)?(?:主动|对外|予以|上网|向社会)?公开(?:方式|属性|类别|类型|选项|范围|形式|程度|性质|级别|情况|与否|意见|建议|途径|权限)?)$/;
const NOT_SECRET = /^(?:无|否|不涉密|非密|非涉密|未定密|公开|一般|普通|平件|[—–\-/]+|$)/;
const WHETHER = /^(?:是否|能否|可否)/;

/** Full-width figures and letters as plain ones, without white space, brackets around or a stop at the end. */
function bare(text: string): string {
  const plain = text.normalize('NFKC').replace(/[\s\u3000]+/g, '');
  return plain.replace(/^[（(【[〔]+|[）)】\]〕]+$/g, '').replace(/[。.!！;；]+$/, '');
}

/** Of a form's options those that are ticked: □主动公开 ☑依申请公开 → 依申请公开. Without boxes, all of it. */
function ticked(value: string): string {
  if (!/[□☐○☑√■☒✔●]/.test(value)) return value;
  const picked = /[☑√■☒✔●]/.test(value) ? value : '';
  return picked.replace(/[□☐○][^□☐○☑√■☒✔●]*/g, '').replace(/[☑√■☒✔●]/g, '');
}

function ofLabel(text: string): Disclosure | null {
  const [, label = '', said = ''] = LABELLED.exec(text) ?? [];
  const value = ticked(said);
  if (value === '') return null;
  if (OF_SECRECY.test(label)) {
    return { note: `${label}：${value}`, visibility: NOT_SECRET.test(value) ? 'public' : 'internal' };
  }
  if (!OF_OPENNESS.test(label)) return null;
  const closed = CLOSED.test(value) || isMark(value) || (WHETHER.test(label) && /^(?:否|不)/.test(value));
  return { note: `${label}：${value}`, visibility: closed ? 'internal' : 'public' };
}

const isMark = (text: string) =>
  text.length <= 40 && !LICENSED.test(text) && (MARK.test(text) || CARED.test(text) || FEW.test(text));

/** True for a line that only classifies or hurries a paper: 机密★1年, 内部资料 注意保存, 特急, 000001. */
export const isHandlingMark = (line: string): boolean =>
  line.length <= 60 && (markOf(line) !== null || HANDLING.test(bare(line)));

/** True for a line that only says how the paper is to be handled or disclosed: it neither goes on nor is gone on with. */
export const isHandlingLine = (line: string): boolean =>
  line.length <= 80 && (isHandlingMark(line) || noteOf(line) !== null || ofLabel(bare(line)) !== null);

/**
 * The mark that a line consists of, wherever on the paper it stands; null for none.
 * @example markOf('机 密 ★ 1 年') → { note: '机密★1年', visibility: 'internal' }
 */
export function markOf(line: string): Disclosure | null {
  if (line.length > 60) return null;
  const text = bare(line);
  return isMark(text) ? { note: text, visibility: 'internal' } : null;
}

/** （此件不公开） wherever it stands in a line: behind a date, before words that a conversion has joined to it. */
const BRACKETED = /[（(【[]\s*((?:此|本|该)\s*(?:件|文件)[^（()）【】[\]]{2,40})[）)】\]]/;

/** The 附注 of a line: （此件公开发布）, 此件不予公开。 null for none. */
export function noteOf(line: string): Disclosure | null {
  const inner = BRACKETED.exec(line)?.[1];
  if (inner === undefined && line.length > 80) return null;
  const text = bare(inner ?? line);
  const ofPaper = OF_PAPER.test(text) && text.length <= 45 && !/[。；]/.test(text);
  const phrase = ENCLOSED.test(line) && PHRASE.test(text);
  if (!ofPaper && !phrase) return null;
  if (CLOSED.test(text)) return { note: text, visibility: 'internal' };
  if (OPEN.test(text)) return { note: text, visibility: 'public' };
  const kept = ofPaper && (SENT_TO.test(text) || KEPT.test(text));
  return kept && !/非涉密|不涉密|已解密/.test(text) ? { note: text, visibility: 'internal' } : null;
}

/** What a line of a document's head or foot says: also labels and bare phrases, which a text may hold as headings. */
export function edgeNoteOf(line: string): Disclosure | null {
  const text = bare(line);
  if (text.length > 80 || LICENSED.test(text)) return null;
  const whole = markOf(line) ?? noteOf(line) ?? ofLabel(text);
  if (whole) return whole;
  if (text.length <= 14 && PHRASE.test(text) && (CLOSED.test(text) || /^(?:主动|全文|对外)公开/.test(text))) {
    return { note: text, visibility: CLOSED.test(text) ? 'internal' : 'public' };
  }
  return amongWords(line);
}

/** A mark beside other things of the head: 机密★1年 某政发〔2023〕5号, 关于…的通知（内部）. */
function amongWords(line: string): Disclosure | null {
  if (/。/.test(line)) return null;
  const starred = new RegExp(`${LEVEL}\\s*${STAR}\\s*${TERM}?`).exec(line.normalize('NFKC'));
  const parts = [
    ...line.split(/[\s\u3000]+/),
    ...[...line.matchAll(/[（(【[〔]([^（()）【】[\]〔〕]{2,20})[）)】\]〕]/g)].map(
      ([, inner = '']) => inner,
    ),
    ...(starred ? [starred[0]] : []),
  ];
  return parts.map((part) => markOf(part) ?? ofLabel(bare(part))).find((each) => each !== null) ?? null;
}

/** A mark in a file's name or among its folders: 【机密】方案.docx, 内部资料/方案.docx. */
export function markOfName(source: string): Disclosure | null {
  const parts = source.replace(/\.[^./\\]+$/, '').split(/[\s_\-—–+·.\\/（）()【】[\]〔〕]+/);
  return (
    parts
      .filter((part) => /[一-鿿]/.test(part))
      .map(markOf)
      .find((each) => each !== null) ?? null
  );
}

/** The note that counts among several: whatever keeps a paper from the public wins. */
export function strictest(notes: readonly (Disclosure | null | undefined)[]): Disclosure | null {
  const said = notes.filter((each): each is Disclosure => Boolean(each));
  return said.find((each) => each.visibility === 'internal') ?? said[0] ?? null;
}

/** How many lines from the top may be a document's head, and from the end its foot. */
const HEAD = 24;
const FOOT = 10;

/** A line of a document as disclosure is read from it; the cells of a row are parted by tabs. */
interface PrintedLine {
  readonly kind: 'text' | 'table';
  readonly text: string;
}

/** What a line's words say; in a row only a label and the cell after it, or a mark, since lists have cells of both. */
function notesAtEdge(line: PrintedLine, inHead: boolean): readonly (Disclosure | null)[] {
  if (line.kind === 'text') return [edgeNoteOf(line.text)];
  const cells = line.text.split('\t').map((cell) => cell.trim());
  if (cells.length > 6) return [];
  const marks = inHead ? cells.map(markOf) : [];
  const pairs = cells.map((cell, i) => ofLabel(bare(`${cell.replace(/[:：]$/, '')}：${cells[i + 1] ?? ''}`)));
  return [...marks, ...pairs];
}

/** Labels and their values may stand on two lines: 公开属性： ⏎ 依申请公开. */
const withNext = (line: PrintedLine, next: PrintedLine | undefined): readonly string[] =>
  line.kind === 'text' && next?.kind === 'text' && /[:：]\s*$/.test(line.text)
    ? [`${line.text}${next.text}`]
    : [];

/** Where the foot may begin: after the signature, or near the end. */
const isFoot = (i: number, count: number, signature: readonly number[]) => {
  const last = signature.at(-1);
  return i >= count - FOOT || (last !== undefined && i >= (signature[0] ?? last) && i <= last + FOOT);
};

/** What a document's lines say of who may read it; the strictest note wins, null where nothing is said. */
export function readDisclosure(
  lines: readonly PrintedLine[],
  signature: readonly number[] = [],
): Disclosure | null {
  const sentence = lines.findIndex(
    (line) => line.kind === 'text' && /。/.test(line.text) && line.text.length > 40,
  );
  const headEnd = Math.min(HEAD, sentence < 0 ? lines.length : sentence);
  return strictest(
    lines.flatMap((line, i) => {
      const atEdge = i < headEnd || isFoot(i, lines.length, signature);
      if (!atEdge) return line.kind === 'text' ? [markOf(line.text), noteOf(line.text)] : [];
      const labelled = withNext(line, lines[i + 1]).map(edgeNoteOf);
      return [...notesAtEdge(line, i < headEnd), ...labelled];
    }),
  );
}
