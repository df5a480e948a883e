/** Whether a message asks for a 解读 or a comparison, told by its words; which documents is settled afterwards. */

/** What a message asks to be done with documents, in its own words. */
export type DocumentRequest =
  | {
      readonly kind: 'explain';
      /** What names the document; '' where it points to the one talked of. */
      readonly subject: string;
      /** A clause: 三、（二）, 第五条. */
      readonly locator: string | null;
    }
  | {
      readonly kind: 'compare';
      /** What names each of them; the same words for two years of one plan. */
      readonly subjects: readonly [string, string];
      readonly years: readonly [number | null, number | null];
    };

const POLITE =
  /^(?:您?好[，,]?)?(?:请|麻烦|能不能|能否|可以|可否|帮忙|帮我|给我|替我|我想|想要?|来|做|作)*(?:你|您)?(?:帮忙|帮我|给我|为我)?/;
const EXPLAIN_HEAD =
  /^(?:通俗(?:易懂)?地?|简单|用(?:大白话|白话|通俗的?话|平常的?话))?(?:解读|讲解|通俗解释|解释|讲讲|说说|(?:总结|概括|归纳)(?=一下|下))(?:一下|下|一遍)?/;
const EXPLAIN_TAIL = /(?:的)?(?:政策)?解读(?:一下)?$|(?:总结|概括|归纳)(?:一下|下)$|^(?:一份|一个)/;
/** 解释 and 讲讲 ask for a 解读 only where plain words are wanted or a title stands in marks. */
const WEAK = /^(?:简单)?(?:解释|讲讲|说说)/;
const POINTING = /^(?:这|那|该|本|此)?(?:个|份|篇|项)?(?:文件|方案|通知|办法|意见|规定|政策)?[吧呗]?$|^它$/;
const CLAUSE =
  /(?:的|里的?|中的?)?(第[一二三四五六七八九十百\d]+[条章]|(?:附件\s*\d+\s*)?[一二三四五六七八九十]+、(?:[（(][一二三四五六七八九十]+[）)])?(?:\d+[.．])?|附件\s*\d+)(?:部分|内容)?$/;

const COMPARES =
  /^(?:比较|对比|对照)(?:一下|下)?|(?:相比|比起来?|之间|有|的)?(?:有)?(?:什么|哪些|啥|何)(?:不同|区别|变化|差别|差异|异同|不一样)(?:的?地方|之处)?|(?:的)?(?:区别|差异|异同|变化)(?:是什么|在哪里?|有哪些)?$/;
const YEAR = /((?:19|20)\d{2})\s*年?(?:度|版)?/g;
const AND = /(?:和|与|跟|同|及|、|对比|比)/;

/** Subsidies can be compared as well; only documents are compared here. */
const IS_DOCUMENT =
  /《.+》|[〔[(]\d{4}[〕\])]\s*\d+\s*号|\d{1,4}号文|(?:方案|办法|通知|意见|规定|要点|计划|细则|规划|清单|文件|公报|预案|制度|条例|报告)/;

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[?!。,;:\s]+$/g, '')
    .replace(POLITE, '')
    .trim();

const unquoted = (text: string) => /《(.{2,})》/.exec(text)?.[1] ?? text;

function readExplain(text: string): DocumentRequest | null {
  const said = bare(text);
  const head = EXPLAIN_HEAD.exec(said);
  const tail = EXPLAIN_TAIL.exec(said);
  if (!head && !/解读|总结|概括|归纳/.test(tail?.[0] ?? '')) return null;
  if (/总结|概括|归纳/.test(`${head?.[0]}${tail?.[0]}`) && !IS_DOCUMENT.test(said)) return null;
  if (head && WEAK.test(head[0]) && !/《.+》|白话|通俗/.test(said)) return null;
  const rest = said
    .slice(head?.[0].length ?? 0, tail && !head ? tail.index : said.length)
    .replace(/^[,:\s]+|^[把将]|的$/g, '');
  const locator = CLAUSE.exec(rest)?.[1] ?? null;
  const named = unquoted(locator ? rest.replace(CLAUSE, '') : rest).trim();
  return { kind: 'explain', subject: POINTING.test(named) ? '' : named, locator };
}

/** 《甲》和《乙》, 泾政办发〔2023〕48号与50号, 甲方案和乙方案: the two names. */
function twoNames(text: string): readonly [string, string] | null {
  const [first, second] = [...text.matchAll(/《([^》]+)》/g)].map((match) => match[1] ?? '');
  if (first && second) return [first, second];
  const parts = text.split(AND).map((each) => each.trim());
  return parts.length === 2 && parts[0] && parts[1] ? [parts[0], parts[1]] : null;
}

function readCompare(text: string): DocumentRequest | null {
  const said = bare(text);
  if (!COMPARES.test(said) || !IS_DOCUMENT.test(said)) return null;
  const rest = said.replace(COMPARES, '').replace(/^[,:\s]+|[,:\s的]+$/g, '');
  const years = [...new Set([...rest.matchAll(YEAR)].map((match) => Number(match[1])))];
  const [first, second] = years;
  if (first && second && years.length === 2 && !/[〔[(]\d{4}[〕\])]/.test(rest)) {
    const subject = unquoted(
      rest
        .replace(/\d{4}\s*年?(?:度|版)?\s*(?:和|与|跟|同|、|比|相比|对比|的)*/g, '')
        .replace(/^(?:和|与|的)+|(?:和|与|的|相比)+$/g, ''),
    );
    const [early, late] = [Math.min(first, second), Math.max(first, second)];
    return subject.length >= 4
      ? { kind: 'compare', subjects: [subject, subject], years: [early, late] }
      : null;
  }
  const names = twoNames(rest);
  return names && { kind: 'compare', subjects: names, years: [null, null] };
}

/** What a message asks to be done with documents, or null: most questions ask for neither. */
export function readDocumentRequest(text: string): DocumentRequest | null {
  return readCompare(text) ?? readExplain(text);
}
