/** The shapes of the JSON API. They follow data/types.ts; a mismatch with it does not compile. */
import { z } from '@hono/zod-openapi';
import { EXPLANATION_PARTS } from '../../../../data/types.ts';
import { REMEMBERED_TURNS } from '../../../../retrieval/conversation.ts';
import { cleanQuestion, findQuestionProblem, LONGEST_QUESTION } from '../../../../retrieval/question.ts';

const day = z.string().openapi({ format: 'date', example: '2023-07-12' });
const span = z
  .object({ start: z.number().int(), end: z.number().int() })
  .describe('Half-open range of UTF-16 positions in the text of the document');
const validity = z
  .enum(['in force', 'expired', 'repealed', 'unstated'])
  .describe('unstated: the document sets no term');
const page = z
  .number()
  .int()
  .optional()
  .describe('Page of the printed original it begins on; left out for formats without pages');
const documentNumber = z.string().nullable().openapi({ example: '泾政办发〔2023〕50号' });

/** A question as it comes in; its problems are keys of the locales. */
const questionText = z
  .string()
  .transform(cleanQuestion)
  .superRefine((question, context) => {
    const problem = findQuestionProblem(question);
    if (problem) context.addIssue({ code: 'custom', message: `question.${problem}` });
  })
  .openapi({ type: 'string', minLength: 1, maxLength: LONGEST_QUESTION, example: '住房补贴按什么标准发？' });

/** What was asked before, oldest first: the question as it was understood, and the document that answered it. */
const previousShape = z
  .array(z.object({ question: z.string().min(1).max(LONGEST_QUESTION), documentId: z.string().max(200) }))
  .max(REMEMBERED_TURNS)
  .optional();

export const questionShape = z
  .object({ question: questionText, previous: previousShape })
  .openapi('Question');

export const searchQueryShape = z.object({
  q: questionText,
  top: z.coerce.number({ message: 'top' }).int('top').min(1, 'top').max(50, 'top').default(10),
});

export const languageShape = z.object({
  lang: z
    .string()
    .optional()
    .openapi({ enum: ['zh', 'en'], description: 'Language of error messages' }),
});

export const documentIdShape = z.object({ id: z.string().max(200) });

export const comparedIdsShape = documentIdShape.extend({ other: z.string().max(200) });

export const clauseShape = z.object({
  clause: z.string().max(60).optional().openapi({ example: '二、（一）' }),
});

export const citationShape = z
  .object({
    n: z.number().int().describe('Its number in the answer: [n]'),
    documentId: z.string(),
    documentNumber,
    title: z.string(),
    locator: z.string().openapi({ example: '二、（一）' }),
    quote: z.string().describe('Stands verbatim in the text of the document'),
    span,
    passageId: z.number().int(),
    validity,
    source: z.string().describe('Name of the ingested file'),
    page,
  })
  .readonly()
  .openapi('Citation');

const numbers = z.array(z.number().int()).readonly();

export const explanationShape = z
  .object({
    documentId: z.string(),
    documentNumber,
    title: z.string(),
    locator: z.string().nullable().describe('The clause that is explained; null for the whole document'),
    parts: z
      .array(
        z
          .object({
            part: z.enum(EXPLANATION_PARTS),
            points: z.array(z.object({ text: z.string(), citations: numbers }).readonly()).readonly(),
          })
          .readonly(),
      )
      .readonly(),
    citations: z.array(citationShape).readonly(),
    model: z.string().nullable().describe('null: the points are the own words of the document'),
  })
  .readonly()
  .openapi('Explanation', { description: 'An explanation, not the text of the document' });

const comparedDocument = z.object({ documentId: z.string(), documentNumber, title: z.string() }).readonly();
const comparedSide = z.object({ text: z.string(), citation: z.number().int() }).readonly().nullable();

export const comparisonShape = z
  .object({
    documents: z.tuple([comparedDocument, comparedDocument]).readonly(),
    lines: z
      .array(
        z
          .object({ subject: z.string(), left: comparedSide, right: comparedSide, differs: z.boolean() })
          .readonly(),
      )
      .readonly(),
    omitted: z.number().int(),
    citations: z.array(citationShape).readonly(),
  })
  .readonly()
  .openapi('Comparison');

export const answerShape = z
  .object({
    question: z.string(),
    status: z.enum(['answered', 'declined', 'clarify']),
    answer: z.string().describe('Each statement is marked with [n] of the citations'),
    citations: z.array(citationShape).readonly(),
    conflicts: z
      .array(
        z
          .object({
            subject: z.string(),
            citations: z.array(z.number().int()).readonly(),
            note: z.string(),
          })
          .readonly(),
      )
      .readonly(),
    notices: z.array(z.string()).readonly(),
    ms: z.number(),
    asked: z.string().optional().describe('The question as it was understood within its conversation'),
    followUps: z.array(z.string()).readonly().optional(),
    explanation: explanationShape.optional(),
    comparison: comparisonShape.optional(),
  })
  .readonly()
  .openapi('Answer');

export const hitShape = z
  .object({
    rank: z.number().int(),
    score: z.number(),
    documentId: z.string(),
    documentNumber,
    title: z.string(),
    locator: z.string(),
    text: z.string(),
    passageId: z.number().int(),
    source: z.string(),
    sources: z
      .array(z.string())
      .readonly()
      .optional()
      .describe('All files that hold the document, where there are several'),
    page: z.number().int().optional().describe('Page of the printed original, where the file has pages'),
  })
  .readonly()
  .openapi('Hit');

export const searchShape = z
  .object({ query: z.string(), hits: z.array(hitShape).readonly() })
  .openapi('SearchResult');

const metadata = {
  documentNumber,
  title: z.string(),
  contentsTitle: z.string().nullable().describe('Title as the contents list prints it, where that differs'),
  issuers: z.array(z.string()).readonly(),
  addressees: z.array(z.string()).readonly(),
  issuedOn: day.nullable(),
  disclosure: z.string().nullable(),
  visibility: z.enum(['public', 'internal']),
  validFrom: day.nullable(),
  validUntil: day.nullable(),
  attachments: z.array(z.object({ number: z.string(), name: z.string() }).readonly()).readonly(),
  publication: z.string().nullable(),
  theme: z.string().nullable().optional().describe('Subject, after 国务院公文主题分类'),
  region: z.string().nullable().optional().describe('The place whose body issued it'),
  level: z.enum(['国家', '省', '市', '县', '乡镇']).nullable().optional(),
  printedOn: day.nullable().optional().describe('印发日期'),
  publishedOn: day.nullable().optional().describe('发布日期'),
  yearFrom: z.number().int().nullable().optional().describe('First year the title says it is for'),
  yearTo: z.number().int().nullable().optional(),
  repealedOn: day.nullable().optional().describe('First day on which another document has repealed it'),
  supersededOn: day.nullable().optional().describe('First day of the same plan of a later year'),
  extendedUntil: day.nullable().optional().describe('Last day in force after another document prolonged it'),
};
const sources = z.array(z.string()).readonly().optional().describe('All files that hold it');

export const documentSummaryShape = z
  .object({
    id: z.string(),
    ...metadata,
    validity,
    source: z.string(),
    sources,
    editions: z.number().int().optional().describe('Earlier editions that are kept'),
    passages: z.number().int(),
    deadlines: z.number().int(),
  })
  .readonly()
  .openapi('DocumentSummary');

export const documentListShape = z
  .object({ documents: z.array(documentSummaryShape).readonly() })
  .openapi('DocumentList');

const cellShape = z
  .object({
    header: z.string(),
    text: z.string(),
    span,
    inherited: z.boolean().describe('A merged cell above supplies the text'),
  })
  .readonly()
  .openapi('Cell');

const passageShape = z
  .object({
    id: z.number().int(),
    documentId: z.string(),
    ordinal: z.number().int(),
    kind: z.enum(['title', 'heading', 'clause', 'row', 'front']),
    locator: z.string(),
    path: z.array(z.string()).readonly(),
    text: z.string(),
    span,
    cells: z.array(cellShape).readonly(),
    page,
  })
  .readonly()
  .openapi('Passage');

const relationShape = z
  .object({
    kind: z.enum(['repeals', 'ends', 'amends', 'extends', 'follows']),
    direction: z.enum(['to', 'by']).describe('by: the other document does it to this one'),
    otherId: z.string().nullable(),
    otherNumber: documentNumber,
    otherTitle: z.string(),
    day: day.nullable(),
    quote: z.string().nullable(),
    quoteIn: z.string().nullable(),
    span: span.readonly().nullable(),
  })
  .readonly()
  .openapi('Relation');

const sideShape = z
  .object({ documentId: z.string(), shown: z.string(), part: z.string(), span: span.readonly() })
  .readonly();

const conflictShape = z
  .object({
    kind: z.enum(['parts', 'documents', 'change']).describe('change: against the plan of another year'),
    subject: z.string(),
    left: sideShape,
    right: sideShape,
    leftTitle: z.string(),
    rightTitle: z.string(),
  })
  .readonly()
  .openapi('FigureConflict');

const neighbourShape = z
  .object({ id: z.string(), documentNumber, title: z.string(), issuedOn: day.nullable() })
  .readonly();

const deadlineShape = z
  .object({
    id: z.string(),
    kind: z.enum(['date', 'period', 'recurring', 'relative', 'validity']),
    locator: z.string(),
    quote: z.string(),
    span: span.readonly(),
    task: z.string(),
    phrase: z.string(),
    start: day.nullable(),
    due: day.nullable(),
    rrule: z.string().nullable(),
    state: z.string(),
    responsible: z.array(z.object({ name: z.string(), role: z.string() }).readonly()).readonly(),
  })
  .readonly()
  .openapi('Deadline');

export const listQueryShape = z.object({
  year: z.coerce.number().int().min(1900).max(2999).optional().describe('Year of issue'),
  issuer: z.string().max(100).optional(),
  theme: z.string().max(20).optional(),
  validity: validity.optional(),
});

export const editionQueryShape = z.object({
  edition: z.coerce.number().int().min(1).max(9999).optional().describe('An earlier edition by its number'),
});

export const documentShape = z
  .object({
    id: z.string(),
    kind: z.enum(['document', 'front matter']),
    ...metadata,
    validity,
    source: z.string(),
    outline: z
      .array(z.object({ level: z.number().int(), label: z.string(), heading: z.string(), span }).readonly())
      .readonly(),
    passages: z.array(passageShape).readonly(),
    sources,
    edition: z.number().int().optional().describe('Set where this is an earlier edition'),
    editions: z
      .array(z.object({ number: z.number().int(), source: z.string(), replacedAt: z.string() }).readonly())
      .readonly(),
    relations: z.array(relationShape).readonly(),
    conflicts: z.array(conflictShape).readonly(),
    deadlines: z.array(deadlineShape).readonly(),
    predecessor: neighbourShape.nullable(),
    successor: neighbourShape.nullable(),
    citation: z
      .object({
        official: z.string().openapi({ example: '《关于发放住房补贴的通知》（泾政办发〔2023〕50号）' }),
        reference: z.string().describe('GB/T 7714—2015'),
      })
      .describe('To be copied into a paper'),
  })
  .openapi('Document');

export const healthShape = z.object({ status: z.enum(['ok', 'starting']) }).openapi('Health');

export const errorShape = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .openapi('Error');
