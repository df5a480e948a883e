/** An assistant over three small documents, one of them internal: exact, quick, and free of search. */
import { makeDay } from '../../data/day.ts';
import type { Answer, Citation, DocumentRecord, PassageRecord, Visibility } from '../../data/types.ts';
import type { Assistant } from '../../retrieval/assistant.ts';

interface Source {
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly issuer: string;
  readonly visibility: Visibility;
  /** Locator and clause. */
  readonly clauses: readonly (readonly [string, string])[];
  /** Of the printed original. */
  readonly page?: number;
}

/** The secret that no door may show to whom may not see it. */
export const SECRET = '内部密级口令玄武湖';

const SOURCES: readonly Source[] = [
  {
    id: 'doc-survey',
    number: '泾政办发〔2023〕56号',
    title: '泾源县持证残疾人基本状况调查实施方案',
    issuer: '县残联',
    visibility: 'public',
    clauses: [
      ['三、（一）', '各乡镇于7月30日前完成入户调查，联系人李明，手机13812345678，办公电话0954-5670061。'],
      ['三、（二）', '县残联负责数据审核，8月19日前上报 <b>自治区残联</b> & [点此](http://x.test)。'],
    ],
  },
  {
    id: 'doc-housing',
    number: '泾政办发〔2023〕50号',
    title: '关于发放住房补贴的通知',
    issuer: '县财政局',
    visibility: 'public',
    page: 12,
    clauses: [['一、', '补贴标准为每人每月300元，由县财政局发放。']],
  },
  {
    id: 'doc-internal',
    number: '泾政办密〔2023〕1号',
    title: `${SECRET}工作方案`,
    issuer: '县委办',
    visibility: 'internal',
    clauses: [['二、', `${SECRET}于9月1日前更换。`]],
  },
];

const textOf = (source: Source) => source.clauses.map(([, clause]) => clause).join('\n');

function record(source: Source): DocumentRecord {
  return {
    kind: 'document',
    documentNumber: source.number,
    title: source.title,
    contentsTitle: null,
    issuers: [source.issuer],
    addressees: [],
    issuedOn: makeDay(2023, 7, 18),
    disclosure: null,
    visibility: source.visibility,
    validFrom: null,
    validUntil: null,
    attachments: [],
    publication: null,
    id: source.id,
    source: 'sample.txt',
    text: textOf(source),
    outline: [],
  };
}

const PASSAGES = SOURCES.flatMap((source, d) =>
  source.clauses.map(([locator, text], i): PassageRecord & { source: Source } => {
    const start = textOf(source).indexOf(text);
    return {
      id: d * 10 + i + 1,
      documentId: source.id,
      ordinal: i,
      kind: 'clause',
      locator,
      path: [],
      text,
      span: { start, end: start + text.length },
      cells: [],
      ...(source.page !== undefined && { page: source.page }),
      source,
    };
  }),
);

/** Passages that share at least two characters in a row with the query, in order. */
function matching(query: string, visibilities: readonly Visibility[]) {
  const pairs = [...query]
    .map((char, i, all) => char + (all[i + 1] ?? ''))
    .filter((pair) => pair.length === 2);
  return PASSAGES.filter(
    (passage) =>
      visibilities.includes(passage.source.visibility) &&
      pairs.some((pair) => passage.text.includes(pair) || passage.source.title.includes(pair)),
  );
}

function answerOf(question: string, visibilities: readonly Visibility[]): Answer {
  const citations = matching(question, visibilities).map(
    (passage, i): Citation => ({
      n: i + 1,
      documentId: passage.documentId,
      documentNumber: passage.source.number,
      title: passage.source.title,
      locator: passage.locator,
      quote: passage.text,
      span: passage.span,
      passageId: passage.id,
      validity: 'unstated',
      source: 'sample.txt',
      ...(passage.page !== undefined && { page: passage.page }),
    }),
  );
  const status = citations.length > 0 ? 'answered' : 'declined';
  const answer = citations.map(({ quote, n }) => `${quote}[${n}]`).join('\n');
  return {
    question,
    status,
    answer: answer || '没有找到依据，请换个说法。',
    citations,
    conflicts: [],
    notices: [],
    ms: 1,
  };
}

/** The assistant; `before` runs ahead of every answer, to slow it down or make it fail. */
export function chatAssistant(before: (question: string) => Promise<void> | void = () => {}): Assistant {
  return {
    async ask(question, scope) {
      await before(question);
      return answerOf(question, scope.visibilities);
    },
    async search(query, scope, top) {
      return matching(query, scope.visibilities)
        .slice(0, top)
        .map((passage, i) => ({
          rank: i + 1,
          score: 1,
          documentId: passage.documentId,
          documentNumber: passage.source.number,
          title: passage.source.title,
          locator: passage.locator,
          text: passage.text,
          passageId: passage.id,
          source: 'sample.txt',
        }));
    },
    async documents(scope) {
      return SOURCES.filter((source) => scope.visibilities.includes(source.visibility)).map((source) => {
        const { kind: _kind, text: _text, outline: _outline, ...rest } = record(source);
        return { ...rest, validity: 'unstated' as const, passages: source.clauses.length, deadlines: 1 };
      });
    },
    async document(id, scope) {
      const source = SOURCES.find((one) => one.id === id && scope.visibilities.includes(one.visibility));
      return source
        ? {
            document: record(source),
            validity: 'unstated',
            passages: PASSAGES.filter((passage) => passage.documentId === id),
          }
        : null;
    },
  };
}
