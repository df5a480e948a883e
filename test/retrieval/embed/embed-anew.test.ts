import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Library, openLibrary } from '../../../bot/library.ts';
import { NO_MODELS } from '../../../bot/models-config.ts';
import { passageIds, readVector } from '../../../data/passages.ts';
import { ingestFile } from '../../../ingest/ingest.ts';
import { publicScope } from '../../../retrieval/access.ts';
import { hashedVector } from '../../support/hashed-vector.ts';
import { SAMPLE_NOW } from '../../support/sample-library.ts';
import { type ScriptedModel, startScriptedModel } from '../../support/scripted-model.ts';

const DIMENSIONS = 24;
const TEXT = [
  '青源县人民政府办公室关于印发《青源县燃气安全排查方案》的通知',
  '青政办发〔2024〕12号',
  '各乡镇人民政府：',
  ...Array.from(
    { length: 150 },
    (_, i) => `${i + 1}. 第${i + 1}个小区的燃气排查由第${i + 1}网格负责，每月检查1次。`,
  ),
  '青源县人民政府办公室',
  '2024年3月1日',
].join('\n');

let folder: string;
let server: ScriptedModel;
let requests = 0;
let failsAfter = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gongbao-anew-'));
  server = await startScriptedModel({
    embed: (text) => hashedVector(text, DIMENSIONS),
    embedStatus: () => (++requests > failsAfter ? 400 : 200),
  });
  const library = openLibrary(folder);
  await ingestFile(
    Buffer.from(TEXT),
    'a.txt',
    library.ingestParts(() => SAMPLE_NOW),
  );
  await library.save();
  await library.close();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function openWithEndpoint(model = 'bge'): Library {
  const embedding = {
    ...{ url: server.url, model, apiKey: null, dimensions: DIMENSIONS, batchSize: 32 },
    ...{ queryPrefix: '', passagePrefix: '' },
  };
  return openLibrary(folder, { models: { ...NO_MODELS, embedding } });
}

const passagesOf = ({ database }: Library) => [
  ...passageIds(database, 'public'),
  ...passageIds(database, 'internal'),
];
const vectorsOf = ({ indexes }: Library) =>
  [...indexes.public.vectors.ids()].length + [...indexes.internal.vectors.ids()].length;
const dimensionsOf = (library: Library) =>
  new Set(passagesOf(library).map((id) => readVector(library.database, id)?.length));

it('goes on answering by words, and takes nothing in, until all vectors are made anew', async () => {
  const library = openWithEndpoint();
  const answer = await library.assistant.ask('第7个小区的燃气排查由谁负责？', publicScope(), SAMPLE_NOW);
  expect(answer.citations[0]?.quote).toContain('第7网格');
  expect(vectorsOf(library)).toBe(0);
  const parts = library.ingestParts(() => SAMPLE_NOW);
  await expect(ingestFile(Buffer.from(TEXT.replace('12号', '13号')), 'b.txt', parts)).rejects.toThrow(
    /重新生成/,
  );
  await library.close();
});

it('stops where the endpoint fails, keeps the old vectors in use, and goes on from there', async () => {
  const first = openWithEndpoint();
  requests = 0;
  failsAfter = 3;
  const seen: number[] = [];
  await expect(first.embedAnew((done) => seen.push(done))).rejects.toThrow(/没有正常答复/);
  expect(dimensionsOf(first)).toEqual(new Set([256]));
  await first.close();

  const second = openWithEndpoint();
  requests = 0;
  failsAfter = Number.POSITIVE_INFINITY;
  const progress: [number, number][] = [];
  await second.embedAnew((done, total) => progress.push([done, total]));
  const all = passagesOf(second).length;
  expect(progress[0]?.[1]).toBeLessThan(all);
  expect(dimensionsOf(second)).toEqual(new Set([DIMENSIONS]));
  expect(vectorsOf(second)).toBe(all);
  await second.close();
});

it('has nothing to do at the next start, and takes files in again', async () => {
  const library = openWithEndpoint();
  requests = 0;
  await library.embedAnew(() => {});
  expect(requests).toBe(0);
  const result = await ingestFile(
    Buffer.from(TEXT.replace('12号', '13号')),
    'b.txt',
    library.ingestParts(() => SAMPLE_NOW),
  );
  expect(result.status).toBe('published');
  expect(dimensionsOf(library)).toEqual(new Set([DIMENSIONS]));
  await library.close();
});

it('starts over for yet another model, and goes back to the offline one as well', async () => {
  const other = openWithEndpoint('another');
  await other.embedAnew(() => {});
  await other.close();
  const offline = openLibrary(folder);
  expect(vectorsOf(offline)).toBe(0);
  await offline.embedAnew(() => {});
  expect(dimensionsOf(offline)).toEqual(new Set([256]));
  expect(vectorsOf(offline)).toBe(passagesOf(offline).length);
  await offline.close();
});
