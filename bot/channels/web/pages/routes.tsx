import type { Hono } from 'hono';
import type { Answer } from '../../../../data/types.ts';
import { publicScope } from '../../../../retrieval/access.ts';
import type { Assistant } from '../../../../retrieval/assistant.ts';
import { cleanQuestion, findQuestionProblem } from '../../../../retrieval/question.ts';
import type { Words } from '../../../locales/zh.ts';
import { exampleQuestions } from '../examples.ts';
import { readKinds, readLibraryQuery, selectDocuments } from '../library-list.ts';
import { readEdition, readMark } from '../links.ts';
import { explainError, respondProblem } from '../problem.tsx';
import type { WebEnv } from '../view.ts';
import { AskPage } from './ask.tsx';
import { ComparisonPage } from './comparison.tsx';
import { DocumentPage } from './document.tsx';
import { ExplanationPage } from './explanation.tsx';
import { respondPage } from './layout.tsx';
import { LibraryPage } from './library.tsx';
import { SearchPage } from './search.tsx';

/** What the pages need. */
export interface PageParts {
  readonly assistant: Assistant;
  readonly now: () => Date;
  readonly ready: () => boolean;
  /** General example questions, shown before those made from the titles in the library. */
  readonly examples: readonly string[];
}

/** How many passages a search page lists. */
const LISTED = 20;

/** What came of text typed into a box: nothing asked, a problem to show, or a result. */
interface Outcome<T> {
  readonly text: string;
  readonly problem: string | null;
  readonly result: T | null;
}

/** Checks typed text and runs a question or search with it; expected failures become words to show. */
async function tryText<T>(
  typed: string | undefined,
  words: Words,
  ready: boolean,
  run: (text: string) => Promise<T>,
): Promise<Outcome<T>> {
  if (typed === undefined) return { text: '', problem: null, result: null };
  const text = cleanQuestion(typed);
  const problem = findQuestionProblem(text);
  if (problem) return { text, problem: words.errors[`question.${problem}`], result: null };
  if (!ready) return { text, problem: words.errors.notReady, result: null };
  try {
    return { text, problem: null, result: await run(text) };
  } catch (error) {
    const known = explainError(error, words);
    if (!known) throw error;
    return { text, problem: known.message, result: null };
  }
}

/** The start page; `?q=` asks without JavaScript. */
function serveAskPage(app: Hono<WebEnv>, { assistant, now, ready, examples }: PageParts): void {
  app.get('/', async (c) => {
    const { view } = c.var;
    const outcome = await tryText<Answer>(c.req.query('q'), view.words, view.ready, (question) =>
      assistant.ask(question, publicScope(), now()),
    );
    const documents = ready() ? await assistant.documents(publicScope(), now()) : [];
    const page = (
      <AskPage
        view={view}
        examples={exampleQuestions(documents, examples, view.words)}
        documents={documents.length}
        question={outcome.problem ? outcome.text : ''}
        problem={outcome.problem}
        answer={outcome.result}
      />
    );
    return respondPage(c, page, outcome.problem ? 400 : 200);
  });
}

function serveDocumentPage(app: Hono<WebEnv>, { assistant, now }: PageParts): void {
  app.get('/documents/:id', async (c) => {
    const { view } = c.var;
    const edition = readEdition(c.req.query('edition'));
    const open = await assistant.document(c.req.param('id'), publicScope(), now(), edition);
    if (!open) {
      return respondProblem(c, { status: 404, code: 'NOT_FOUND', message: view.words.errors.noDocument });
    }
    const mark = readMark(c.req.query('mark'));
    return respondPage(c, <DocumentPage view={view} open={open} mark={mark} />);
  });
}

/** Explanations and comparisons: pages of their own, since neither is the text of a document. */
function serveExplanationPages(app: Hono<WebEnv>, { assistant, now }: PageParts): void {
  app.get('/documents/:id/explanation', async (c) => {
    const { view } = c.var;
    const clause = c.req.query('clause')?.slice(0, 60) ?? null;
    const explanation = await assistant.explain?.(c.req.param('id'), publicScope(), now(), clause);
    if (explanation) return respondPage(c, <ExplanationPage view={view} explanation={explanation} />);
    const open = await assistant.document(c.req.param('id'), publicScope(), now());
    const message = open ? view.words.explanation.none : view.words.errors.noDocument;
    return respondProblem(c, { status: 404, code: 'NOT_FOUND', message });
  });
  app.get('/documents/:id/comparison/:other', async (c) => {
    const { view } = c.var;
    const ids = [c.req.param('id'), c.req.param('other')] as const;
    const comparison = await assistant.compare?.(ids, publicScope(), now());
    if (comparison) return respondPage(c, <ComparisonPage view={view} comparison={comparison} />);
    return respondProblem(c, { status: 404, code: 'NOT_FOUND', message: view.words.errors.noDocument });
  });
}

/** Adds the pages for people: ask, library, document, search. All see public documents only. */
export function servePages(app: Hono<WebEnv>, parts: PageParts): void {
  const { assistant, now } = parts;
  serveAskPage(app, parts);
  app.get('/documents', async (c) => {
    const documents = await assistant.documents(publicScope(), now());
    const query = readLibraryQuery(c.req.query('filter'), c.req.query('page'));
    const part = selectDocuments(documents, { ...query, kinds: readKinds(c.req.query()) });
    return respondPage(c, <LibraryPage view={c.var.view} part={part} total={documents.length} />);
  });
  serveDocumentPage(app, parts);
  serveExplanationPages(app, parts);
  app.get('/search', async (c) => {
    const { view } = c.var;
    const outcome = await tryText(c.req.query('q'), view.words, view.ready, (query) =>
      assistant.search(query, publicScope(), LISTED),
    );
    const page = (
      <SearchPage view={view} query={outcome.text} hits={outcome.result} problem={outcome.problem} />
    );
    return respondPage(c, page, outcome.problem ? 400 : 200);
  });
}
