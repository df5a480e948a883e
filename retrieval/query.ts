/** Understands a question: what it asks for, its concepts with their official wordings, numbers, places. */
import { type Asks, readAsks } from './asks.ts';
import { fold, type Tokenizer } from './tokenize.ts';

/** How many passages a library has, and how many hold a token: what makes a word telling. */
export interface Statistics {
  readonly size: number;
  frequency(token: string): number;
}

/** Official wordings of everyday words, and the names of departments. */
export interface Lexicon {
  /** Everyday words found in a text with their official wordings; weight 1 says the same, less is related. */
  expand(text: string): readonly { readonly from: string; readonly term: string; readonly weight: number }[];
  /** Departments named in a text, each with all its names. */
  departments(text: string): readonly { readonly name: string; readonly names: readonly string[] }[];
}

/** One thing a question is about: its own word and other wordings of it, with how much each counts. */
export interface Concept {
  readonly text: string;
  readonly wordings: readonly { readonly text: string; readonly weight: number }[];
  /** How telling it is in this library: the rarity of its commonest full wording. */
  readonly rarity: number;
  readonly kind: 'word' | 'department' | 'place' | 'figure';
}

/** A question understood. `folded` is its text in the index's spelling. */
export interface Query {
  readonly text: string;
  readonly folded: string;
  readonly asks: Asks;
  readonly concepts: readonly Concept[];
}

/** Words that ask, join or address, and say nothing of the matter. */
const EMPTY_WORDS = new Set(
  `的 了 呢 吗 么 啊 呀 吧 嘛 哦 是 在 有 和 与 及 或 对 把 被 让 给 要 应 该 应该 需要 必须 可以 能 能不能 会 我 你 他 她 它 我们 你们 他们
  咱 咱们 大家 这 那 这个 那个 这些 那些 这次 此次 本 该 什么 哪 哪个 哪些 哪儿 哪里 哪天 哪家 哪几 谁 几 多少 多久 多长 多大 怎么 怎样 怎么样 如何 为什么 为何 何时 何处 咋 啥
  请 请问 问 想 想问 知道 告诉 说 说说 一下 介绍 查 查询 查一下 帮 帮我 麻烦 您好 你好 谢谢 关于 有关 对于 根据 按照 依据 规定 具体 主要 分别 一共 总共 共 都 也 还 就 才 又 再 很 最 更 不 没 没有 不能
  到 从 由 于 为 以 之 其 中 里 上 下 内 外 前 后 时 时候 什么时候 日期 情况 方面 问题 东西 事情 是否 能否 可否 有没有 是不是 哪种 哪一 几个 几号 做 进行 开展 得 着 过 个 年 月 日 号 一个 多 少 算 叫 用 它们 如果 的话 现在 目前 今年 文件 里面 什么样 是多少 指 指的 意思 包括 包含 属于 达到 来 去 按 将 已 并 等 各 每 呢 啦 哈 嗯 第几 一 两 个人 人 找 跟 向 往 干 弄 搞 拿 行 办 谁来 哪位 还是 以及 起 时间 公报 期 里头 之间 当 所 比 列出 列`
    .split(/\s+/)
    .filter(Boolean),
);

const HAN = /\p{Script=Han}/u;
const PLACE = /^[一-鿿]{2,8}(?:省|自治区|自治州|市|县|区|旗|盟|州|镇|乡|街道|村|社区)$/;

function bigramsOf(text: string): string[] {
  const chars = [...text];
  return chars.length < 2 ? chars : chars.slice(1).map((char, i) => `${chars[i]}${char}`);
}

/** Passages that can hold a wording: no more than hold its rarest pair of characters. */
function frequencyOf(wording: string, statistics: Statistics): number {
  const tokens = HAN.test(wording) ? bigramsOf(wording) : [wording];
  return Math.min(...tokens.map((token) => statistics.frequency(token)));
}

function rarityOf(wordings: Concept['wordings'], statistics: Statistics): number {
  const full = wordings.filter((wording) => wording.weight >= 0.9);
  const count = Math.max(...full.map((wording) => frequencyOf(wording.text, statistics)));
  const total = statistics.size;
  return Math.log(1 + (total - count + 0.5) / (count + 0.5));
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const overlaps = (a: Span, spans: readonly Span[]) => spans.some((b) => a.start < b.end && b.start < a.end);

function spanOf(text: string, word: string, taken: readonly Span[]): Span | null {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const span = { start: at, end: at + word.length };
    if (!overlaps(span, taken)) return span;
  }
  return null;
}

type Draft = Omit<Concept, 'rarity'>;
type Expansion = ReturnType<Lexicon['expand']>[number];

function wordingsByWord(expansions: readonly Expansion[]): Map<string, Expansion[]> {
  const byWord = new Map<string, Expansion[]>();
  for (const each of expansions) {
    const from = fold(each.from);
    byWord.set(from, [...(byWord.get(from) ?? []), each]);
  }
  return byWord;
}

/** Everyday words and departments first, since they are whole; then the words between them. */
function draftConcepts(folded: string, tokenizer: Tokenizer, lexicon: Lexicon): Draft[] {
  const drafts: Draft[] = [];
  const taken: Span[] = [];
  for (const { name, names } of lexicon.departments(folded)) {
    const span = spanOf(folded, fold(name), taken);
    if (!span) continue;
    taken.push(span);
    const others = names
      .filter((each) => fold(each) !== fold(name))
      .map((each) => ({ text: fold(each), weight: 1 }));
    drafts.push({
      text: fold(name),
      kind: 'department',
      wordings: [{ text: fold(name), weight: 1 }, ...others],
    });
  }
  for (const [from, wordings] of wordingsByWord(lexicon.expand(folded))) {
    const span = spanOf(folded, from, taken);
    if (!span) continue;
    taken.push(span);
    const own = EMPTY_WORDS.has(from) ? [] : [{ text: from, weight: 1 }];
    const official = wordings.map(({ term, weight }) => ({ text: fold(term), weight: 0.95 * weight }));
    drafts.push({ text: from, kind: 'word', wordings: [...own, ...official] });
  }
  let at = 0;
  for (const word of tokenizer.words(folded)) {
    const start = folded.indexOf(word, at);
    at = start + word.length;
    if (EMPTY_WORDS.has(word) || overlaps({ start, end: at }, taken)) continue;
    const kind = /^\d/.test(word) ? 'figure' : PLACE.test(word) ? 'place' : 'word';
    drafts.push({ text: word, kind, wordings: [{ text: word, weight: 1 }] });
  }
  return drafts;
}

/** Understands a question asked of a library with these word counts. */
export function understand(
  text: string,
  tokenizer: Tokenizer,
  lexicon: Lexicon,
  statistics: Statistics,
): Query {
  const folded = fold(text).trim();
  const seen = new Set<string>();
  const concepts = draftConcepts(folded, tokenizer, lexicon).flatMap((draft) => {
    if (seen.has(draft.text)) return [];
    seen.add(draft.text);
    return [{ ...draft, rarity: rarityOf(draft.wordings, statistics) }];
  });
  return { text, folded, asks: readAsks(folded), concepts };
}
