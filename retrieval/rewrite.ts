/**
 * Makes a question of a conversation stand alone, without a model: 那居民不配合呢？ is asked within the document
 * of the last answer, its words put into the last question. Several readings come out; the search decides.
 */
import type { Conversation, Turn } from './conversation.ts';
import { REMEMBERED_TURNS } from './conversation.ts';
import type { Query } from './query.ts';
import { fold } from './tokenize.ts';

/** One way to read a question: its words, and the documents it is about (all where empty). */
export interface Reading {
  readonly question: string;
  readonly within: readonly string[];
  /** Passages of the last answer: what is left unsaid is looked for there first. */
  readonly near?: readonly number[];
}

/** How a question hangs on what was said before. */
export type Dependence = 'alone' | 'maybe' | 'surely';

/** The readings of a question: by itself, and as part of the conversation (best guesses first). */
export interface Readings {
  readonly dependence: Dependence;
  readonly alone: Reading;
  readonly carried: readonly Reading[];
}

const SWITCH =
  /^(?:(?:我)?(?:换|另)(?:一?个|个)?(?:问题|话题)|另外(?:再)?问(?:一下|个)?|(?:再|还想)问(?:一?个|一下)?(?:别的|其他的?)|不说这个了?|顺便问(?:一下|个)?|问点别的)[，,。：:\s]*/;
const OPENING =
  /^(?:那么?|那|还有|另外|此外|然后|接着|再问|再说|以及|请问|嗯|哦|好的?|如果说?|要是)[，,、\s]*/;
const POINTING =
  /它们?|(?<![应])(?:该|此)(?:文件|方案|通知|办法|单位|项|小区|工作|补贴|政策|小组)|这(?:个|份|项|些|几|里|边|笔|次|样|种|小区|文件|方案|通知|工作)|那(?:个|份|项|些|里|边|笔|次)|上面|上述|刚才|前面|其中/;
const POINTING_HEAD =
  /^(?:它们?|(?:该|此|这|那)(?:个|份|项|些|几项|笔)?(?:文件|方案|通知|办法|政策|钱|工作|事)?)(?:的|里面?|中|上)?(?=[\p{Script=Han}]{2})/u;
const ELLIPSIS = /[呢咧]\s*[？?。]?$/;
const ASKS = /什么|哪|谁|多少|几|怎么|如何|何时|为什么|是否|能否|有没有|能不能|可不可以|吗|多久|多长|多大|咋/;
/** Questions shorter than this, without a name of their own, seldom stand alone. */
const SHORT = 12;
/** Concepts rarer than this tell by themselves what a question is about. */
const TELLING = 2.5;

const tellingOf = (query: Query) =>
  query.concepts.filter(({ kind, rarity }) => kind !== 'figure' && kind !== 'asking' && rarity >= TELLING);

/** Endings that only keep the talk going, and words that only point back. */
function bare(text: string): string {
  return text
    .replace(SWITCH, '')
    .replace(OPENING, '')
    .replace(ELLIPSIS, '')
    .replace(/[？?。！!，,\s]+$/, '')
    .replace(POINTING_HEAD, '')
    .trim();
}

/** 多少万亩 asks for the measure of another thing; put to this one it would ask for the wrong kind. */
const withoutMeasure = (question: string) =>
  question.replace(/(多少|几)\s*(?:[万亿千百]?[\p{Script=Han}]{1,2})(?=[？?]|$)/u, '多少');

function lastAnswered(history: readonly Turn[]): Turn | undefined {
  return history.slice(-REMEMBERED_TURNS).findLast(({ answer }) => answer.citations.length > 0);
}

/** How a question hangs on the conversation, told by its words. */
export function dependenceOf(text: string, query: Query, conversation: Conversation): Dependence {
  if (conversation.history.length === 0 && conversation.document === undefined) return 'alone';
  if (query.number || SWITCH.test(text) || /《[^》]{4,}》/.test(text)) return 'alone';
  const hangs = OPENING.test(text) || POINTING.test(text) || ELLIPSIS.test(text);
  const telling = tellingOf(query).length;
  return hangs || telling === 0 || (telling < 3 && fold(bare(text)).length < SHORT) ? 'surely' : 'maybe';
}

/** A piece of the last question that a new word may stand for. */
interface Slot {
  readonly start: number;
  readonly end: number;
  readonly kinds: ReadonlySet<string>;
}

/** Concepts that stand side by side are one thing: 绿洲|豪庭|生活|小区. */
function slotsOf(previous: Query): Slot[] {
  const slots: Slot[] = [];
  const spans = previous.concepts
    .filter(({ kind }) => kind !== 'asking')
    .map(({ text, kind }) => ({
      start: previous.folded.indexOf(text),
      end: previous.folded.indexOf(text) + text.length,
      kind,
    }))
    .filter(({ start }) => start >= 0)
    .sort((a, b) => a.start - b.start);
  for (const { start, end, kind } of spans) {
    const last = slots.at(-1);
    if (last && start <= last.end) {
      slots[slots.length - 1] = {
        start: last.start,
        end: Math.max(end, last.end),
        kinds: new Set([...last.kinds, kind]),
      };
    } else slots.push({ start, end, kinds: new Set([kind]) });
  }
  return slots;
}

/** The slot that the turn before filled, else those of the new word's own kind, else all. */
function openSlots(turn: Turn, previous: Query, current: Query): Slot[] {
  const filled = fold(bare(turn.question));
  const at = previous.folded.indexOf(filled);
  if (turn.answer.asked && filled !== previous.folded && at >= 0 && !ASKS.test(filled))
    return [{ start: at, end: at + filled.length, kinds: new Set() }];
  const kinds = new Set<string>(current.concepts.map(({ kind }) => kind).filter((kind) => kind !== 'word'));
  const slots = slotsOf(previous);
  const same = slots.filter((slot) => [...slot.kinds].some((kind) => kinds.has(kind)));
  return same.length > 0 ? same : slots;
}

const exchanged = (previous: Query, { start, end }: Slot, text: string) =>
  withoutMeasure(previous.folded.slice(0, start) + text + previous.folded.slice(end));

/** How the last question asked: 哪个单位包抓？ */
const TAIL =
  /(?:(?:是|由|要|应|需|在|为|能|可以|要求|达到|有)*(?:哪些?|哪个|什么|多少|几|谁|怎么|如何|何时)[^，。？?]{0,8})[？?]?$/;

/** 组长|是谁, 系数|是多少: the word before is what was asked then, not what the talk is about. */
const ASKED_BEFORE = /(?:是|为|有|设在|在)(?:哪|什么|多少|几|谁)/;

function askedThen(previous: Query): string | undefined {
  const at = previous.folded.search(ASKED_BEFORE);
  return previous.concepts.find(
    ({ text }) => at > 0 && previous.folded.lastIndexOf(text, at) === at - text.length,
  )?.text;
}

/** Words of the last question that the new one leaves unsaid, in front of it; what was asked then is dropped. */
function joined(previous: Query, current: Query, text: string): string {
  const kinds = new Set<string>(current.concepts.map(({ kind }) => kind).filter((kind) => kind !== 'word'));
  const asked = askedThen(previous);
  const kept = previous.concepts.filter(
    ({ kind, text: word }) =>
      kind !== 'asking' && kind !== 'figure' && !kinds.has(kind) && word !== asked && !text.includes(word),
  );
  return [...kept.map((concept) => concept.text), text].join(' ');
}

/** Names of what any duty, plan or body has: they ask about the thing talked of. */
const ATTRIBUTE =
  /^(?:(?:牵头|责任|配合|主管|负责|包抓)?(?:单位|部门|领导|人|责任人)|(?:完成|截止|报送|办理)?(?:时间|时限|期限)|标准|金额|比例|(?:联系)?电话|联系人|联系方式|地址|邮箱|目标|依据|范围|对象|条件|流程|材料|附件|(?:办公室)?(?:副?主任|副?组长)|成员|户数|人数)$/;

/** 副组长 takes the place of 组长: the longest ending that the last question holds too. */
function endingSlot(previous: Query, text: string): Slot | null {
  for (let from = 1; from <= text.length - 2; from++) {
    const at = previous.folded.indexOf(text.slice(from));
    if (at >= 0) return { start: at, end: at + text.length - from, kinds: new Set() };
  }
  return null;
}

const MOST_READINGS = 4;

/** Ways to say in full what a question leaves to the one before it, the likeliest first. */
function completions(asked: string, query: Query, turn: Turn, understand: (text: string) => Query): string[] {
  const previous = understand(turn.answer.asked ?? turn.question);
  const whole = joined(previous, query, asked);
  if (ASKS.test(asked)) return tellingOf(query).length > 1 ? [asked, whole] : [whole, asked];
  const tail = TAIL.exec(previous.folded)?.[0] ?? '';
  const ending = endingSlot(previous, fold(asked));
  if (ending) return [exchanged(previous, ending, asked), whole, `${asked}${tail}`];
  if (ATTRIBUTE.test(asked)) return [whole, `${asked}${tail}`];
  const swaps = openSlots(turn, previous, query).map((slot) => exchanged(previous, slot, asked));
  return [...swaps.slice(0, MOST_READINGS - 2), withoutMeasure(`${asked}${tail}`), whole];
}

/**
 * Reads a question within its conversation.
 * @param understand how a text is understood in this library
 */
export function readInConversation(
  text: string,
  conversation: Conversation,
  understand: (text: string) => Query,
): Readings {
  const own = text.replace(SWITCH, '');
  const query = understand(own);
  const alone: Reading = { question: own, within: [] };
  const dependence = dependenceOf(text, query, conversation);
  if (dependence === 'alone') return { dependence, alone, carried: [] };
  const asked = bare(text);
  const turn = lastAnswered(conversation.history);
  const document = conversation.document ?? turn?.answer.citations[0]?.documentId;
  if (document === undefined)
    return { dependence, alone, carried: afterNumber(asked, conversation, understand) };
  const questions = turn ? completions(asked, query, turn, understand) : [asked];
  const carried = [...new Set(questions)]
    .slice(0, MOST_READINGS)
    .map((question) => ({ question, within: [document] }));
  return { dependence, alone, carried };
}

/** Nothing was answered yet, but a document was named: 泾政办发〔2023〕50号 … 什么时候发的？ */
function afterNumber(
  asked: string,
  { history }: Conversation,
  understand: (text: string) => Query,
): Reading[] {
  const last = history.at(-1);
  const named = last && understand(last.question);
  if (!named?.number) return [];
  const { index, length } = named.number;
  return [{ question: `${named.folded.slice(index, index + length)} ${asked}`, within: [] }];
}
