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
};

export const documentSummaryShape = z
  .object({
    id: z.string(),
    ...metadata,
    validity,
    source: z.string(),
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
  })
  .readonly()
  .openapi('Passage');

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
  })
  .openapi('Document');

export const healthShape = z.object({ status: z.enum(['ok', 'starting']) }).openapi('Health');

export const errorShape = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .openapi('Error');
