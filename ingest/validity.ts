/** Reads what a document does to others: 同时废止, 失效, 修改, 有效期延长, and lists of documents repealed. */
import { type Day, readDay } from '../data/day.ts';
import { readNumeral } from '../data/numerals.ts';
import type { Relation, RelationKind } from '../data/relations.ts';
import { splitSentences } from '../data/sentences.ts';
import { titleKey } from '../data/title-key.ts';
import type { Cell, DocumentRecord, Passage, Span } from '../data/types.ts';
import { findMentions, type Mention } from './mentions.ts';

interface Effect {
  readonly kind: RelationKind;
  /** The words that say it. */
  readonly verb: RegExp;
  /** Where the documents stand that it befalls. */
  readonly side: 'before' | 'after';
}

const NOT = '(?<![未不尚没可应被])';
/** A rule a row; the words right before or behind the verb name the documents. */
const EFFECTS: readonly Effect[] = [
  {
    kind: 'extends',
    verb: /有效期(?:限)?(?:统一)?(?:延长|顺延|延续)(?:至|到)?|继续(?:施行|执行|有效)(?:至|到)/g,
    side: 'before',
  },
  {
    kind: 'repeals',
    verb: new RegExp(
      `${NOT}(?:废止|停止(?:执行|施行|实施|使用)|不再(?:执行|施行|适用))(?!之?[前后]|的|[、或])`,
      'g',
    ),
    side: 'before',
  },
  { kind: 'ends', verb: new RegExp(`${NOT}失效(?!之?[前后]|的|[、或])`, 'g'), side: 'before' },
  {
    kind: 'repeals',
    verb: new RegExp(`${NOT}废止(?![与和同跟])(?=[^，。；]{0,12}[《\\d一-鿿])`, 'g'),
    side: 'after',
  },
  { kind: 'amends', verb: /(?:修改|修订|修正|调整)(?=《)|对(?=《)/g, side: 'after' },
  {
    kind: 'amends',
    verb: /第[一二三四五六七八九十百\d]+条[^。；]{0,20}(?:修改为|调整为|删去|废止)/g,
    side: 'before',
  },
];

/** What may stand between a document's name and the verb, or between two names, without breaking the list. */
const GAP_WORDS =
  /^(?:[\s、，,：:和及与或以、]|以及|原|原有|此前|我县|本县|的?(?:通知|意见|决定|规定|办法|方案)(?![一-鿿]*?(?:明确|规定|要求))|文件|文|等|[一二三四五六七八九十两\d]+[件份个项部](?:[一-鿿]{0,6}文件)?|规范性文件|同时|即行|予以|一并|自行|自动|随之|相应|均|也|现|决定|宣布|作|自(?:本[一-鿿]{1,8})?(?:发布|印发|公布|施行|实施|生效)之日起|自即日起|自[\d〇一二三四五六七八九十年月日\s]{6,14}起|于[\d年月日\s]{6,14}|到期|期满|届满|[（(][^）)]{0,40}[）)]|[“”"])*$/;

/** Documents that stand next to the verb, list by list: 《甲》、《乙》（文号）同时废止 names both. */
function besideVerb(text: string, mentions: readonly Mention[], verb: Span, side: Effect['side']): Mention[] {
  const found: Mention[] = [];
  let edge = side === 'before' ? verb.start : verb.end;
  const ordered = side === 'before' ? [...mentions].reverse() : mentions;
  for (const mention of ordered) {
    const gap = side === 'before' ? text.slice(mention.end, edge) : text.slice(edge, mention.start);
    const passed = side === 'before' ? mention.end > edge : mention.start < edge;
    if (passed) continue;
    if (gap.length > 60 || !GAP_WORDS.test(gap)) break;
    found.push(mention);
    edge = side === 'before' ? mention.start : mention.end;
  }
  return found;
}

const CHANGES =
  /作(?:出|了)?(?:如下|以下|相应)?(?:修改|修订|调整)|予以修改|修改如下|部分条款|第[一二三四五六七八九十百\d]+条/;
const TERM = /^\s*(\d{1,3}|[一两二三四五六七八九十]{1,3})\s*(年|个月)/;

/** The new last day of 延长至2025年12月31日, or the months of 延长2年. */
function untilOf(rest: string): string | null {
  const term = TERM.exec(rest);
  if (term) return `+${readNumeral(term[1] ?? '') * (term[2] === '年' ? 12 : 1)}`;
  return /^[^，。；]{0,4}\d/.test(rest) ? readDay(rest.slice(0, 20)) : null;
}

function dayOf(sentence: string): Day | null {
  const own = /自([\d〇一二三四五六七八九十年月日\s]{8,14})起(?:停止|废止|失效|不再)/.exec(sentence);
  return own ? readDay(own[1] ?? '') : null;
}

type Target = Pick<Mention, 'title' | 'number'>;

function toRelation(kind: RelationKind, target: Target, said: Pick<Relation, 'quote' | 'span'>): Relation {
  const { title, number } = target;
  return {
    kind,
    targetNumber: number,
    targetTitle: title,
    targetKey: title ? titleKey(title) : null,
    fromDay: null,
    until: null,
    ...said,
  };
}

/** What one sentence says of documents it names. */
function ofSentence(text: string, span: Span): Relation[] {
  const mentions = findMentions(text);
  if (mentions.length === 0) return [];
  const found: Relation[] = [];
  const taken = new Set<Mention>();
  for (const { kind, verb, side } of EFFECTS) {
    if (kind === 'amends' && side === 'after' && !CHANGES.test(text)) continue;
    for (const match of text.matchAll(verb)) {
      const at = { start: match.index, end: match.index + match[0].length };
      for (const mention of besideVerb(text, mentions, at, side)) {
        if (taken.has(mention)) continue;
        const until = kind === 'extends' ? untilOf(text.slice(at.end)) : null;
        if (kind === 'extends' && until === null) continue;
        taken.add(mention);
        found.push({ ...toRelation(kind, mention, { quote: text, span }), fromDay: dayOf(text), until });
      }
    }
  }
  return found;
}

const LIST_TITLE =
  /(?:废止|失效|清理|停止执行).{0,30}(?:文件|规章|规定|制度|政策|办法)|(?:文件|规章).{0,12}清理(?:结果|情况)/;
const TITLE_COLUMN = /名称|标题|题目|文件名/;
const NUMBER_COLUMN = /文号|字号/;

/** What a heading, a cell or a title says is done to the documents below it. */
function verdictOf(text: string): RelationKind | 'none' | null {
  if (/继续有效|保留|现行有效|予以保留/.test(text)) return 'none';
  if (/废止|停止执行/.test(text)) return 'repeals';
  if (/失效/.test(text)) return 'ends';
  return /修改|修订/.test(text) ? 'amends' : null;
}

function targetOfCells(cells: readonly Cell[]): Target | null {
  const title = cells.find(({ header }) => TITLE_COLUMN.test(header))?.text.replace(/\s+/g, '') ?? '';
  const number = cells.find(({ header }) => NUMBER_COLUMN.test(header))?.text ?? '';
  const [named] = findMentions(title.includes('《') ? `${title}（${number}）` : `《${title}》（${number}）`);
  return named ?? null;
}

/** A row or line of a list of documents that are no longer to be followed. */
function ofListItem(record: DocumentRecord, passage: Passage): Relation[] {
  const cell = passage.cells
    .filter(({ header }) => !TITLE_COLUMN.test(header))
    .map(({ text }) => (text.length <= 12 ? verdictOf(text) : null))
    .find((verdict) => verdict !== null);
  const headings = [...passage.path].reverse().map(verdictOf);
  const verdict = cell ?? headings.find((each) => each !== null) ?? verdictOf(record.title);
  if (!verdict || verdict === 'none') return [];
  const quote = record.text.slice(passage.span.start, passage.span.end);
  const fromCells = passage.kind === 'row' ? targetOfCells(passage.cells) : null;
  const isItem =
    /^\s*(?:\d{1,3}|[（(][\d一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+)\s*[.．、]?\s*[《\d]?/.test(
      quote,
    );
  const targets = fromCells ? [fromCells] : isItem || passage.kind === 'row' ? findMentions(quote) : [];
  return targets.map((target) => toRelation(verdict, target, { quote, span: passage.span }));
}

const sameTarget = (a: Relation, b: Relation) =>
  a.kind === b.kind && a.targetNumber === b.targetNumber && a.targetKey === b.targetKey;

/** What a document says of other documents' validity, each once, in the order of its text. */
export function readValidityRelations(
  record: DocumentRecord,
  passages: readonly Passage[],
): readonly Relation[] {
  if (record.kind === 'front matter') return [];
  const isList = LIST_TITLE.test(record.title);
  const own = titleKey(record.title);
  const found = passages.flatMap((passage) => {
    const raw = record.text.slice(passage.span.start, passage.span.end);
    if (!/[《号]/.test(raw)) return [];
    const listed =
      isList || passage.path.some((heading) => LIST_TITLE.test(heading)) ? ofListItem(record, passage) : [];
    if (listed.length > 0 || passage.kind === 'row') return listed;
    return splitSentences(raw).flatMap((sentence) =>
      ofSentence(raw.slice(sentence.start, sentence.end), {
        start: passage.span.start + sentence.start,
        end: passage.span.start + sentence.end,
      }),
    );
  });
  return found.filter(
    (each, i) =>
      found.findIndex((other) => sameTarget(other, each)) === i &&
      (each.targetNumber === null || each.targetNumber !== record.documentNumber) &&
      !(each.targetNumber === null && each.targetKey === own && /^.{0,4}本/.test(each.quote)),
  );
}
