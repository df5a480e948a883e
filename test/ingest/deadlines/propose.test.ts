import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { proposeFor } from '../../../bot/commands/propose.ts';
import { type Library, openLibrary } from '../../../bot/library.ts';
import { actOnDeadline } from '../../../data/deadline-actions.ts';
import { isProposed } from '../../../data/deadline-proposed.ts';
import { needsPerson } from '../../../data/deadline-publish.ts';
import { storedOfDocument } from '../../../data/deadline-store.ts';
import type { LedgerRecord } from '../../../data/ledger.ts';
import { ingestFile } from '../../../ingest/ingest.ts';
import { scopeOfRole } from '../../../retrieval/access.ts';
import { OpenAiLlm } from '../../../retrieval/llm/openai.ts';
import { passageWith } from '../../support/model-replies.ts';
import { SAMPLE_NOW } from '../../support/sample-library.ts';
import { type ChatScript, type ScriptedModel, startScriptedModel } from '../../support/scripted-model.ts';

const MISSED = '各乡镇须赶在当年入冬供暖的日子到来之前，把台账报送县住建局。';
const MORE = '涉及两个以上部门的，牵头单位应当在5个工作日里拿出处理意见。';
const text = (extra = '') =>
  [
    '青源县人民政府办公室关于印发《青源县供暖安全方案》的通知',
    '青政办发〔2024〕12号',
    '各乡镇人民政府：',
    '一、工作要求',
    '1. 供暖隐患排查整改任务必须7月30日前完成。',
    `2. ${MISSED}`,
    `3. ${MORE}${extra}`,
    '青源县人民政府办公室',
    '2024年3月1日',
  ].join('\n');

let library: Library;
let server: ScriptedModel | null = null;
let id: string;
beforeEach(async () => {
  library = openLibrary(':memory:');
  await read(text());
  const [only] = await library.assistant.documents(scopeOfRole('staff'), SAMPLE_NOW);
  id = only?.id ?? '';
});
afterEach(async () => {
  await library.close();
  await server?.close();
  server = null;
});

const read = (words: string) =>
  ingestFile(
    Buffer.from(words),
    'a.txt',
    library.ingestParts(() => SAMPLE_NOW),
  );

async function propose(chat: ChatScript) {
  await server?.close();
  server = await startScriptedModel({ chat });
  const llm = new OpenAiLlm({ url: server.url, model: 'm', apiKey: null });
  return proposeFor(id, { database: library.database, llm, scope: scopeOfRole('staff'), now: SAMPLE_NOW });
}

const ledger = (): readonly LedgerRecord[] =>
  storedOfDocument(library.database.raw, id).map(({ record }) => record);
const proposals = () => ledger().filter(isProposed);

const finds =
  (quote: string, phrase: string, task = '报送台账', within = quote): ChatScript =>
  (request) => {
    const { id: passage } = passageWith(request, within);
    return { kind: 'reply', text: JSON.stringify({ deadlines: [{ passage, quote, phrase, task }] }) };
  };
const found = finds(MISSED, '入冬供暖的日子到来之前');

describe('a deadline that a model proposes', () => {
  it('waits for a person, with its verbatim quote and what is open about it', async () => {
    const before = ledger();
    expect(await propose(found)).toMatchObject({ proposed: 1, failed: 0 });
    const [proposed] = proposals();
    expect(proposed).toMatchObject({ state: '待确认', quote: MISSED, due: null, task: '报送台账' });
    expect(proposed && text().includes(proposed.quote)).toBe(true);
    expect(proposed && needsPerson(proposed)).toBe('proposed');
    expect(ledger()).toHaveLength(before.length + 1);
  });

  it('waits also where the rules can reckon its days, and however sure it is', async () => {
    await propose(finds(MORE, '5个工作日', '拿出处理意见'));
    const [proposed] = proposals();
    expect(proposed).toMatchObject({ state: '待确认' });
    expect(needsPerson({ ...(proposed as LedgerRecord), unresolved: null, confidence: 1 })).toBe('proposed');
  });

  it.each<[string, ChatScript]>([
    ['a quote that is not there', finds(`${MISSED}逾期罚款。`, '之前', '', MISSED)],
    ['a phrase outside its quote', finds(MISSED, '12月31日前')],
    ['a phrase that says no time', finds(MISSED, '县住建局')],
    [
      'an unknown clause',
      () => ({ kind: 'reply', text: '{"deadlines":[{"passage":"p1","quote":"x","phrase":"x"}]}' }),
    ],
    ['talk', () => ({ kind: 'reply', text: '没有发现。' })],
    ['nothing at all', () => ({ kind: 'status', status: 500 })],
  ])('is not taken from %s', async (_what, chat) => {
    expect((await propose(chat))?.proposed).toBe(0);
    expect(proposals()).toEqual([]);
  });

  it('is named by the sentence where the model’s task uses words of its own', async () => {
    await propose(finds(MISSED, '之前', '缴纳罚款五万元'));
    expect(proposals()[0]?.task).not.toContain('罚款');
  });

  it('is proposed once, and never again once it was rejected', async () => {
    await propose(found);
    const again = finds(MISSED, '之前', '报送台账', MORE);
    expect((await propose(again))?.proposed).toBe(0);
    const [proposed] = proposals();
    actOnDeadline(
      library.database,
      proposed?.id ?? '',
      { kind: 'reject', reason: '不是期限' },
      {
        ...{ actor: 'wang', at: SAMPLE_NOW, visibilities: ['public', 'internal'] },
      },
    );
    expect((await propose(again))?.proposed).toBe(0);
    expect(proposals().map(({ state }) => state)).toEqual(['不适用']);
  });

  it('keeps what a person decided when its document is read again, as long as its sentence stands', async () => {
    await propose(found);
    const [proposed] = proposals();
    actOnDeadline(
      library.database,
      proposed?.id ?? '',
      { kind: 'confirm' },
      {
        ...{ actor: 'wang', at: SAMPLE_NOW, visibilities: ['public', 'internal'] },
      },
    );
    await read(text('需要延期的，应当说明理由。'));
    expect(proposals().map(({ id: same, state }) => [same, state])).toEqual([[proposed?.id, '已确认']]);
    await read(text().replace(MISSED, '各乡镇要加强宣传。'));
    expect(proposals().map(({ state }) => state)).toEqual(['已撤销']);
  });
});

it('is not asked of clauses whose limit is known', async () => {
  await propose(found);
  const shown = server?.chats
    .map(({ messages }) => messages.map(({ content }) => content).join('\n'))
    .join('\n');
  expect(shown).not.toContain('7月30日前完成');
});
