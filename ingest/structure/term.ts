/** From when and until when a document holds, by its own words: 自…起施行, 有效期…, 试行…. */
import { type Day, makeDay, readDay } from '../../data/day.ts';
import { readNumeral } from '../../data/numerals.ts';
import type { Line } from './repair.ts';

/** The first and the last day in force; null where the document does not say. */
export interface Term {
  readonly validFrom: Day | null;
  readonly validUntil: Day | null;
}

const ITSELF =
  /(?:本|此|该|上述|以上)(?:实施|工作|暂行|试行|若干|项|件|通)?(?:方案|办法|通知|意见|规定|细则|条例|决定|措施|规则|制度|文件|公告|通告|预案|政策|标准|要点|规范|指南)|现予(?:公布|发布|印发)/;
const EFFECT = /起(?:正式|开始)?(?:施行|实施|执行|生效)(?=[，。；、,;）)\s]|$|至|并)/;
/** A sentence about another document: 《某办法》自…起施行. */
const OTHER = /^\s*(?:原|[《〈][^》]*[》〉][^，。]{0,12}自)/;

/** Only sentences about the document itself set its term (有效期1年 in a check list is somebody else's). */
function termSentences(lines: readonly Line[]): string[] {
  const sentences = lines
    .filter((line) => line.kind === 'text')
    .flatMap((line) => line.text.split(/(?<=[。；])/));
  return sentences.filter(
    (each) => (ITSELF.test(each) && !OTHER.test(each)) || (EFFECT.test(each) && !OTHER.test(each)),
  );
}

const NUMBER = '(\\d{1,3}|[一二两三四五六七八九十]{1,3})';
const EVENT = '(?:印发|发布|公布|发文|下发|签发|颁布)(?:之)?日';
const FROM_EVENT = new RegExp(
  `(?:自|从)${EVENT}(?:起)?(?:满?${NUMBER}\\s*(日|天|个月)后)?起?(?:正式|开始)?(?:施行|实施|执行|生效)`,
);
const FROM_EVENT_TO = new RegExp(`(?:自|从|为)?${EVENT}起至`);
const FROM_DATE =
  /(?:自|从|于)([^，。；自从]{8,14}?日)(?:起)?(?:正式|开始)?(?:施行|实施|执行|生效)(?=[，。；、,;）)\s]|$|至|并)/;
const SPAN = /有效期(?:限)?(?:自|从|为)?([^，。；]{8,14}?日)起?(?:至|到|—|-)([^，。；]{8,14}?日)/;
const UNTIL =
  /(?:有效期|试行期|执行期|适用期|执行|施行|截止(?:时间|日期)?|适用截止时间)(?:限)?(?:为)?(?:延长)?(?:截?至|截?止(?:到|于)?|到|为)\s*([^，。；]{8,16}?日)/;
const FOR = new RegExp(
  `(?:有效期|试行期?|执行期)(?:限)?(?:暂定)?(?:为|：|:)?(?:自[^，。；]{2,10}起的?)?\\s*${NUMBER}\\s*(年|个月)`,
);

function add(day: Day, years: number, months: number, days: number): Day | null {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  const date = new Date(Date.UTC(y + years, m - 1 + months, d + days));
  return makeDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

function firstOf<T>(sentences: readonly string[], read: (sentence: string) => T | null): T | null {
  for (const sentence of sentences) {
    const found = read(sentence);
    if (found !== null) return found;
  }
  return null;
}

function readFrom(sentence: string, issuedOn: Day | null): Day | null {
  const event = FROM_EVENT.exec(sentence);
  if (event || FROM_EVENT_TO.test(sentence)) {
    const count = event?.[1] ? readNumeral(event[1]) : 0;
    if (!issuedOn) return null;
    return event?.[2] === '个月' ? add(issuedOn, 0, count, 0) : add(issuedOn, 0, 0, count);
  }
  const written = FROM_DATE.exec(sentence)?.[1] ?? SPAN.exec(sentence)?.[1];
  return written ? readDay(written) : null;
}

function readUntil(sentence: string, base: Day | null): Day | null {
  const written = SPAN.exec(sentence)?.[2] ?? UNTIL.exec(sentence)?.[1];
  const until = written ? readDay(written) : null;
  if (until) return until;
  const term = FOR.exec(sentence);
  if (!term || !base) return null;
  const count = readNumeral(term[1] ?? '');
  return term[2] === '年' ? add(base, count, 0, -1) : add(base, 0, count, -1);
}

/**
 * The term a document sets itself. `自印发之日起施行` counts from the date of issue, 30 日后 included; a term of
 * years ends on the day before its anniversary (自2021年1月1日起施行，有效期5年 → 2025-12-31).
 */
export function termOf(lines: readonly Line[], issuedOn: Day | null): Term {
  const sentences = termSentences(lines);
  const validFrom = firstOf(sentences, (sentence) => readFrom(sentence, issuedOn));
  const validUntil = firstOf(sentences, (sentence) => readUntil(sentence, validFrom ?? issuedOn));
  return { validFrom, validUntil };
}
