import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparisonShape, explanationShape } from '../../../bot/channels/web/api/shapes.ts';
import type { WebServer } from '../../../bot/channels/web/start-web-server.ts';
import type { Library } from '../../../bot/library.ts';
import { ingestFile } from '../../../ingest/ingest.ts';
import { publicScope } from '../../../retrieval/access.ts';
import { openSampleLibrary, SAMPLE_NOW } from '../../support/sample-library.ts';
import { postJson, send, startTestServer } from '../../support/web-server.ts';

let library: Library;
let server: WebServer;
let housing: string;
let plans: readonly [string, string];

const plan = (year: number, share: string) =>
  [
    `青源县人民政府办公室关于印发《青源县${year}年绿化工作方案》的通知`,
    `青政办发〔${year}〕5号`,
    '各乡镇人民政府：',
    '一、目标任务',
    `1. 全县完成人工造林${share}万亩，森林覆盖率达到40%。`,
    '青源县人民政府办公室',
    `${year}年3月1日`,
  ].join('\n');

beforeAll(async () => {
  library = await openSampleLibrary();
  const parts = library.ingestParts(() => SAMPLE_NOW);
  await ingestFile(Buffer.from(plan(2022, '2.5')), 'plan-2022.txt', parts);
  await ingestFile(Buffer.from(plan(2023, '3.1')), 'plan-2023.txt', parts);
  const documents = await library.assistant.documents(publicScope(), SAMPLE_NOW);
  const idOf = (number: string) => documents.find((each) => each.documentNumber === number)?.id ?? '';
  housing = idOf('泾政办发〔2023〕50号');
  plans = [idOf('青政办发〔2022〕5号'), idOf('青政办发〔2023〕5号')];
  server = await startTestServer({ assistant: library.assistant, now: () => SAMPLE_NOW });
});
afterAll(async () => {
  await server.close();
  await library.close();
});

const path = (id: string, rest: string) => `/documents/${encodeURIComponent(id)}/${rest}`;

describe('an explanation', () => {
  it('is given by the API, whole or of a clause', async () => {
    const whole = await send(server, `/api${path(housing, 'explanation')}`);
    const explanation = explanationShape.parse(JSON.parse(whole.body));
    expect(explanation.parts.length).toBeGreaterThan(1);
    const clause = `explanation?clause=${encodeURIComponent('二、（三）')}`;
    const part = explanationShape.parse(
      JSON.parse((await send(server, `/api${path(housing, clause)}`)).body),
    );
    expect(part.locator).toBe('二、（三）');
    expect(part.citations.every(({ locator }) => locator.startsWith('二、（三）'))).toBe(true);
  });

  it('has a page that the document links to, labelled, each point with its source', async () => {
    const document = await send(server, `/documents/${encodeURIComponent(housing)}`);
    expect(document.body).toContain(`href="${path(housing, 'explanation')}"`);
    const { status, body } = await send(server, path(housing, 'explanation'));
    expect(status).toBe(200);
    expect(body).toContain('解读，非原文');
    expect(body).toContain('<h3>怎么办</h3>');
    const points = body.slice(body.indexOf('class="explanation"'), body.indexOf('class="sources"'));
    expect(points.match(/<li>/g)?.length).toBe(
      points.match(/<li>[^<]*(?:<a class="ref"[^>]*>\s*\[\d+\]\s*<\/a>)+/g)?.length,
    );
  });

  it('is given to a question, also without a script', async () => {
    const page = await send(server, `/?q=${encodeURIComponent('解读一下住房补贴方案')}`);
    expect(page.body).toContain('class="explanation"');
    const json = await postJson(server, '/api/ask', { question: '解读一下住房补贴方案' });
    expect(explanationShape.parse(JSON.parse(json.body).explanation).documentId).toBe(housing);
  });
});

describe('a comparison', () => {
  it('is given by the API as lines that cite both sides', async () => {
    const { body } = await send(
      server,
      `/api${path(plans[0], `comparison/${encodeURIComponent(plans[1])}`)}`,
    );
    const comparison = comparisonShape.parse(JSON.parse(body));
    expect(comparison.lines[0]).toMatchObject({ differs: true });
    expect(comparison.lines[0]?.left?.text).toContain('2.5万亩');
    expect(comparison.lines[0]?.right?.text).toContain('3.1万亩');
  });

  it('has a page that the later year’s document links to, as a table', async () => {
    const link = path(plans[0], `comparison/${encodeURIComponent(plans[1])}`);
    expect((await send(server, `/documents/${encodeURIComponent(plans[1])}`)).body).toContain(
      `href="${link}"`,
    );
    const { status, body } = await send(server, link);
    expect(status).toBe(200);
    expect(body).toContain('<tr class="differs">');
    const asked = await send(server, `/?q=${encodeURIComponent('比较2022年和2023年的绿化工作方案')}`);
    expect(asked.body).toContain('<tr class="differs">');
  });
});

describe('what is not there', () => {
  it.each([
    ['/documents/none/explanation', 'text/html'],
    ['/documents/none/comparison/none', 'text/html'],
    ['/api/documents/none/explanation', 'application/json'],
    ['/api/documents/none/comparison/none', 'application/json'],
  ])('%s is said not to be', async (address, type) => {
    const { status, headers } = await send(server, address);
    expect(status).toBe(404);
    expect(headers['content-type']).toContain(type);
  });
});
