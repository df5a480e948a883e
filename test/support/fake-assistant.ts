import { dayAt } from '../../data/day.ts';
import { validityOn } from '../../data/documents.ts';
import { GongbaoError } from '../../data/errors.ts';
import type { Answer, Citation, Hit } from '../../data/types.ts';
import type { Assistant } from '../../retrieval/assistant.ts';
import { type KeptDocument, LIBRARY } from './fake-library.ts';

const ALL: readonly KeptDocument[] = Object.values(LIBRARY);

/** A citation of the words `quote`, which must stand in the document. */
function cite(n: number, { document, passages }: KeptDocument, quote: string, now: Date): Citation {
  const start = document.text.indexOf(quote);
  const passage = passages.find(({ span }) => span.start <= start && start < span.end);
  if (start < 0 || !passage) throw new Error(`the fake library does not say: ${quote}`);
  return {
    n,
    documentId: document.id,
    documentNumber: document.documentNumber,
    title: document.title,
    locator: passage.locator,
    quote,
    span: { start, end: start + quote.length },
    passageId: passage.id,
    validity: validityOn(document, dayAt(now)),
    source: document.source,
  };
}

type Said = Pick<Answer, 'answer'> & Partial<Answer>;

function housing(now: Date): Said {
  return {
    answer:
      '住房补贴按上年度12月份月标准工资乘以12.50%的系数核算[1]，按年核定，于次年6月30日前发到个人住房公积金账户[2]。\n已享受房改政策的人员除外[3]。',
    citations: [
      cite(1, LIBRARY.housing, '按照上年度12月份月标准工资乘以住房补贴系数（12.50%）进行核算发放。', now),
      cite(2, LIBRARY.housing, '住房补贴按年核定，于次年6月30日前发放到个人住房公积金账户。', now),
      cite(3, LIBRARY.housing, '已享受房改政策的除外。', now),
    ],
  };
}

function gas(now: Date): Said {
  const rows = LIBRARY.gas.passages.filter(({ kind }) => kind === 'row');
  return {
    answer: `各小区的包抓单位如下：\n${rows
      .map(({ cells }, i) => `- ${cells[2]?.text}：${cells[1]?.text}[${i + 1}]`)
      .join('\n')}\n城区之外由各乡镇人民政府负责[5]。`,
    citations: [
      ...rows.map(({ span }, i) =>
        cite(i + 1, LIBRARY.gas, LIBRARY.gas.document.text.slice(span.start, span.end), now),
      ),
      cite(5, LIBRARY.gas, '各乡镇人民政府负责本辖区液化石油气用户的排查、登记和宣传。', now),
    ],
  };
}

function lapsed(now: Date): Said {
  return {
    answer: '企业吸纳登记失业人员并签订一年以上劳动合同的，每人一次性补助1000元[1]。',
    citations: [cite(1, LIBRARY.lapsed, '按每人1000元给予一次性补助', now)],
    notices: ['所引《青源县稳岗就业补助办法》有效期至2023年12月31日，已过有效期，请核实是否有新规定。'],
    conflicts: [{ subject: '补助标准', citations: [1], note: '另一份文件写作每人800元，以原文为准。' }],
  };
}

function hostile(now: Date): Said {
  const quote = LIBRARY.hostile.passages[0]?.text ?? '';
  return { answer: `${quote}[1] [9] [x]`, citations: [cite(1, LIBRARY.hostile, quote, now)] };
}

const DECLINED: Said = {
  status: 'declined',
  answer: '现有文件没有写到这件事，不能作答。可以换个说法，或拨打公报室电话（刊头所载）咨询。',
};
const CLARIFY: Said = {
  status: 'clarify',
  answer: '您问的是哪一年的补贴？文件库里有2022年和2024年两份。',
};

function say(question: string, now: Date): Said {
  if (question.includes('故障')) throw new Error('the index is gone: /secret/path');
  if (question.includes('拒收')) throw new GongbaoError('QUESTION_INVALID', '这个问题无法受理。');
  if (question.includes('注入')) return hostile(now);
  if (question.includes('住房补贴')) return housing(now);
  if (question.includes('燃气')) return gas(now);
  if (question.includes('稳岗')) return lapsed(now);
  return question.includes('哪年') ? CLARIFY : DECLINED;
}

function search(query: string, top: number): Hit[] {
  return ALL.flatMap(({ document, passages }) => passages.map((passage) => ({ document, passage })))
    .filter(({ passage }) => passage.text.includes(query))
    .slice(0, top)
    .map(({ document, passage }, i) => ({
      rank: i + 1,
      score: 1 / (i + 1),
      documentId: document.id,
      documentNumber: document.documentNumber,
      title: document.title,
      locator: passage.locator,
      text: passage.text,
      passageId: passage.id,
      source: document.source,
    }));
}

/** An assistant over the made-up library that answers a few questions by their words. */
export function fakeAssistant(): Assistant {
  return {
    ask: async (question, _scope, now) => ({
      ...{ question, status: 'answered', citations: [], conflicts: [], notices: [], ms: 6 },
      ...say(question, now),
    }),
    search: async (query, _scope, top) => search(query, top),
    documents: async (_scope, now) =>
      ALL.map(({ document: { kind: _kind, text: _text, outline: _outline, ...rest }, passages }) => ({
        ...rest,
        validity: validityOn(rest, dayAt(now)),
        passages: passages.length,
        deadlines: 0,
      })),
    document: async (id, _scope, now, { edition } = {}) => {
      const kept = ALL.find(({ document }) => document.id === id);
      if (kept && edition !== undefined) {
        const { document, passages, editions = [] } = kept;
        const held = editions.some(({ number }) => number === edition);
        return held ? { document, passages, edition, validity: validityOn(document, dayAt(now)) } : null;
      }
      return kept ? { ...kept, validity: validityOn(kept.document, dayAt(now)) } : null;
    },
  };
}
