/** Understands a question: what it asks for, its concepts with their official wordings, numbers, places. */
import { type NamedNumber, parseDocumentNumberQuery } from '../data/document-number.ts';
import { type Asks, readAsks } from './asks.ts';
import { type Facet, readFacets } from './facets.ts';
import type { Statistics } from './statistics.ts';
import { fold, type Tokenizer } from './tokenize.ts';

/** Official wordings of everyday words, and the names of departments. */
export interface Lexicon {
  /** Everyday words found in a text with their official wordings; weight 1 says the same, less is related. */
  expand(text: string): readonly { readonly from: string; readonly term: string; readonly weight: number }[];
  /** Other official wordings of a word, for weak expansion. */
  synonyms(word: string): readonly { readonly term: string; readonly weight: number }[];
  /** Whether official texts use the word: when such a word is missing, what is asked is not there. */
  isOfficial(word: string): boolean;
  /** Whether a word joins or addresses, and says nothing of the matter. */
  isEmpty(word: string): boolean;
  /** Whether many clauses share a word, so that it tells one from another only a little. */
  isWeak(word: string): boolean;
  /** How near in meaning the nearest word of a text is to a word: 1 the same, 0 nothing alike. */
  nearest(word: string, text: string): number;
  /** Departments named in a text, each with all its names. */
  departments(text: string): readonly { readonly name: string; readonly names: readonly string[] }[];
}

/** One thing a question is about: its own word and other wordings of it, with how much each counts. */
export interface Concept {
  readonly text: string;
  readonly wordings: readonly { readonly text: string; readonly weight: number }[];
  /** How telling it is in this library: the rarity of its commonest full wording. */
  readonly rarity: number;
  readonly kind: 'word' | 'asking' | 'department' | 'place' | 'figure';
  /** Whether its word is one of official texts, and not of everyday speech. */
  readonly official: boolean;
  /** True where the library holds none of its wordings. */
  readonly unknown: boolean;
}

/** Two neighbouring characters of a question; `rarity` as of a concept. */
export interface Pair {
  readonly text: string;
  readonly rarity: number;
}

/** A question understood. `folded` is its text in the index's spelling. */
export interface Query {
  readonly text: string;
  readonly folded: string;
  readonly asks: Asks;
  /** What of a document itself is asked about: its date, its addressees … */
  readonly facets: readonly Facet[];
  /** The document number the question names, however sloppily. */
  readonly number: NamedNumber | null;
  readonly concepts: readonly Concept[];
  /** Places named, without 县, 市 …: their documents are asked for and no others. */
  readonly places: readonly { readonly name: string; readonly known: boolean }[];
  /** Years named: 2022年的方案 is none of 2023. */
  readonly years: readonly string[];
  /** The concepts next to the question word: the thing asked for (罚款标准是多少 → 罚款, 标准). */
  readonly focus: readonly Concept[];
  /** Its pairs of neighbouring characters with their rarity: what words cut differently have in common. */
  readonly pairs: readonly Pair[];
}

/** Question words are blanked out first, since they run together with the words beside them (率有多少). */
const QUESTION_WORDS =
  /(?:请问|问一下|想问|想知道|我想|帮我查|查一下|告诉我|麻烦|具体|大概|大约|到底|究竟|一共|总共)|(?:是|在|有|为|由|从|到|对|给|把|被|用|要|需要|应该?|可以|能)?(?:什么时候|什么时间|什么样|什么|哪一?[个些几天年月日家种项条类位份里儿]|第几|多少|多久|多长时间|多长|多大|怎么样|怎么|怎样|如何|为什么|为何|何时|何处|几[个月号日点天次条项种类户人元亩页岁米成级步处辆家所份名年倍]|谁|何人|多高)|(?:是不是|能不能|可不可以|有没有|要不要|是否|能否|可否)|[吗呢么啊吧呀嘛][？?]?$/g;

const WEAK = 0.4;

/** Words that say in which form an answer is wanted, not what it is about; a text need not hold them. */
const FORM_WORDS =
  /^(?:截止|截至|期限|时限|到期|完成时间|截止时间|时间节点|牵头|谁牵头|文号|字号|编号|比例|比率|占比|百分比|占|年龄段?|岁数|数字|数量|总数|数额|最[少多高低大小长短迟早晚快]|至[少多]|不?超过|低于|高于|使用|担任|目录|附件\d*|末尾|开头|后面|前面|最后|名字|名称|叫做?|讲|写|说|提到|日期|成文日期|原则|男女|上限|下限|范围|全部|每次|分别|段时间|时间段|坚持|起止(?:日期|时间)|目标[值数]|指标值|开始|结束|[一二两三四五六七八九十几这那]+[个家位种类次项条份级座段步方面]|正文|原文|一样|相同|区别|之一|编制|组成|构成|取消了|属于|归)$/;

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

/** How much rarer a word counts that titles hold: a document is about it, however often its clauses say it. */
const TITLED = 1;

const rarityAmong = (total: number, count: number) =>
  Math.log(1 + Math.max(0, total - count + 0.5) / (count + 0.5));

function rarityOf(wordings: Concept['wordings'], statistics: Statistics): number {
  const full = wordings.filter((wording) => wording.weight >= 0.4);
  const count = Math.max(...full.map((wording) => frequencyOf(wording.text, statistics)));
  const inTitles = Math.max(...full.map((wording) => statistics.titleFrequency(wording.text)));
  const byTitle = inTitles > 0 ? TITLED * rarityAmong(statistics.documents, inTitles) : 0;
  return Math.max(rarityAmong(statistics.size, count), byTitle);
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

type Draft = Omit<Concept, 'rarity' | 'unknown' | 'official'> & { readonly at: number };
type Expansion = ReturnType<Lexicon['expand']>[number];

function wordingsByWord(expansions: readonly Expansion[]): Map<string, Expansion[]> {
  const byWord = new Map<string, Expansion[]>();
  for (const each of expansions) {
    const from = fold(each.from);
    byWord.set(from, [...(byWord.get(from) ?? []), each]);
  }
  return byWord;
}

/** A place is named with and without what it is: 北京市, 北京. */
function wordingsOf(word: string, kind: Concept['kind']): Concept['wordings'] {
  const bare =
    kind === 'place' ? word.replace(/(?:省|自治区|自治州|市|县|区|旗|盟|州|镇|乡|街道|村|社区)$/, '') : word;
  const own = { text: word, weight: 1 };
  return bare.length >= 2 && bare !== word ? [own, { text: bare, weight: 0.95 }] : [own];
}

function departmentDrafts(folded: string, lexicon: Lexicon, taken: Span[]): Draft[] {
  return lexicon.departments(folded).flatMap(({ name, names }): Draft[] => {
    const span = spanOf(folded, fold(name), taken);
    if (!span) return [];
    taken.push(span);
    const others = names
      .filter((each) => fold(each) !== fold(name))
      .map((each) => ({ text: fold(each), weight: 1 }));
    const wordings = [{ text: fold(name), weight: 1 }, ...others];
    return [{ text: fold(name), at: span.start, kind: 'department', wordings }];
  });
}

interface WordSpan extends Span {
  readonly word: string;
}

function wordSpans(text: string, tokenizer: Tokenizer): WordSpan[] {
  let at = 0;
  return tokenizer.words(text).map((word) => {
    const start = text.indexOf(word, at);
    at = start + word.length;
    return { word, start, end: at };
  });
}

const contains = (a: Span, b: Span) => a.start <= b.start && b.end <= a.end;

function wordDraft({ word, start }: WordSpan, lexicon: Lexicon): Draft {
  const kind = /^\d/.test(word) ? 'figure' : PLACE.test(word) ? 'place' : 'word';
  const others = lexicon.synonyms(word).map(({ term, weight }) => ({ text: fold(term), weight }));
  return { text: word, at: start, kind, wordings: [...wordingsOf(word, kind), ...others] };
}

/**
 * Everyday words with their official wordings. One inside a longer word is none (津贴 in 高龄津贴); official
 * words inside a phrase are asked for beside what the phrase leads to (护照 in 护照丢了).
 */
function everydayDrafts(
  folded: string,
  words: readonly WordSpan[],
  lexicon: Lexicon,
  taken: Span[],
): Draft[] {
  const drafts: Draft[] = [];
  for (const [from, wordings] of wordingsByWord(lexicon.expand(folded))) {
    const span = spanOf(folded, from, taken);
    if (!span) continue;
    if (words.some((each) => contains(each, span) && each.word.length > from.length)) continue;
    taken.push(span);
    const own = lexicon.isEmpty(from) ? [] : [{ text: from, weight: 1 }];
    const official = wordings.map(({ term, weight }) => ({ text: fold(term), weight: 0.95 * weight }));
    const kind = from.replace(QUESTION_WORDS, '').length < from.length ? 'asking' : 'word';
    drafts.push({ text: from, at: span.start, kind, wordings: [...own, ...official] });
    if (kind === 'asking') continue;
    const inner = words.filter(
      (each) =>
        contains(span, each) &&
        each.word.length > 1 &&
        each.word.length < from.length &&
        lexicon.isOfficial(each.word) &&
        !lexicon.isEmpty(each.word),
    );
    drafts.push(...inner.map((each) => wordDraft(each, lexicon)));
  }
  return drafts;
}

/** Everyday words and departments first, since they are whole; then the words between them. */
function draftConcepts(folded: string, tokenizer: Tokenizer, lexicon: Lexicon): Draft[] {
  const taken: Span[] = [];
  const departments = departmentDrafts(folded, lexicon, taken);
  const everyday = everydayDrafts(folded, wordSpans(folded, tokenizer), lexicon, taken);
  const plain = folded.replace(QUESTION_WORDS, (words) => ' '.repeat(words.length));
  const words = wordSpans(plain, tokenizer)
    .filter((each) => !lexicon.isEmpty(each.word) && !overlaps(each, taken))
    .map((each) => wordDraft(each, lexicon));
  return [...departments, ...everyday, ...words];
}

/** A single character is found in too many words to tell much. */
function weightOf({ kind, text }: Pick<Draft, 'kind' | 'text'>, lexicon: Lexicon): number {
  if (FORM_WORDS.test(text)) return WEAK / 2;
  const isSingle = kind === 'word' && [...text].length === 1;
  return kind === 'asking' || isSingle || lexicon.isWeak(text) ? WEAK : 1;
}

/** Concepts that end or begin within this many characters of the question word are what is asked for. */
const REACH = 3;

function focusOf(folded: string, drafts: readonly Draft[]): ReadonlySet<string> {
  const words = [...folded.matchAll(QUESTION_WORDS)];
  const near = (draft: Draft) =>
    words.some(({ index, 0: word }) => {
      const end = draft.at + draft.text.length;
      return (
        (end <= index && index - end <= REACH) ||
        (draft.at >= index + word.length && draft.at - index - word.length <= 1)
      );
    });
  return new Set(drafts.filter(near).map((draft) => draft.text));
}

const PLACE_SUFFIX = /(?:省|自治区|自治州|市|县|区|旗|盟|州|镇|乡|街道)$/;
/** A county or city that no dictionary need know: at the head of the question or of a phrase. */
const COUNTY =
  /(?:^|[，。、；的在和与及由对（(\s])([^\s哪几什某本我该全各\p{P}]{2,3}[县市州旗省])(?![级直委内里外城区场长])/gu;

function placesOf(folded: string, tokenizer: Tokenizer): string[] {
  const named = [...folded.matchAll(COUNTY)].map((match) => match[1] ?? '');
  const places = [...tokenizer.places(folded).filter((place) => PLACE_SUFFIX.test(place)), ...named];
  return [...new Set(places.map((place) => place.replace(PLACE_SUFFIX, '')))].filter(
    (place) => place.length > 1,
  );
}

function yearsOf(folded: string): string[] {
  return [...folded.matchAll(/(?<!\d)((?:19|20)\d\d)(?=\s*(?:年|[—-]))/g)].map((match) => match[1] ?? '');
}

/** Characters of question words and of grammar; a pair with one of them says nothing. */
const GRAMMAR = /[的了是在有吗呢么啊什哪谁多少几怎\s]/;

/** Pairs that no passage holds tell none from another; most of them only join two words. */
function pairsOf(folded: string, statistics: Statistics): Pair[] {
  const plain = folded.replace(QUESTION_WORDS, (words) => ' '.repeat(words.length));
  const runs = plain.split(/[^\p{L}\p{N}]+/u);
  const texts = new Set(runs.flatMap((run) => (run.length > 1 ? bigramsOf(run) : [])));
  return [...texts].flatMap((text): Pair[] => {
    const count = GRAMMAR.test(text) ? 0 : statistics.frequency(text);
    return count > 0 ? [{ text, rarity: rarityAmong(statistics.size, count) }] : [];
  });
}

/** Understands a question asked of a library with these word counts. */
export function understand(
  text: string,
  tokenizer: Tokenizer,
  lexicon: Lexicon,
  statistics: Statistics,
): Query {
  const folded = fold(text).trim();
  const number = parseDocumentNumberQuery(folded);
  const rest = number
    ? folded.slice(0, number.index) + ' '.repeat(number.length) + folded.slice(number.index + number.length)
    : folded;
  const drafts = draftConcepts(rest, tokenizer, lexicon);
  const asked = focusOf(rest, drafts);
  const concepts = new Map<string, Concept>();
  for (const { at: _at, ...draft } of drafts) {
    const [own, ...others] = draft.wordings;
    const known = others
      .filter((each) => frequencyOf(each.text, statistics) > 0)
      .sort((a, b) => b.weight - a.weight);
    const wordings = own ? [own, ...known] : known;
    const unknown = wordings.every((wording) => frequencyOf(wording.text, statistics) === 0);
    const weight = weightOf(draft, lexicon);
    const official = weight === 1 && lexicon.isOfficial(draft.text);
    concepts.set(draft.text, {
      ...draft,
      wordings,
      official,
      unknown,
      rarity: weight * rarityOf(wordings, statistics),
    });
  }
  const all = [...concepts.values()];
  return {
    text,
    folded,
    number,
    asks: readAsks(rest),
    facets: readFacets(rest),
    places: placesOf(rest, tokenizer).map((name) => ({ name, known: frequencyOf(name, statistics) > 0 })),
    years: yearsOf(rest),
    concepts: all,
    focus: all.filter((each) => asked.has(each.text)),
    pairs: pairsOf(folded, statistics),
  };
}
