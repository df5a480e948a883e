import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Library } from '../../bot/library.ts';
import { publicScope } from '../../retrieval/access.ts';
import { openSampleCopy } from '../support/sample-folder.ts';

const NOW = new Date('2023-09-01T02:00:00Z');

describe("a question for a unit's tasks", () => {
  let library: Library;
  beforeAll(() => {
    library = openSampleCopy();
  });
  afterAll(() => library.close());

  it('gets the list over all documents, and how much of it is left out', async () => {
    const { status, citations, notices } = await library.assistant.ask(
      '住建局牵头哪些任务',
      publicScope(),
      NOW,
    );
    expect(status).toBe('answered');
    expect(new Set(citations.map(({ documentId }) => documentId)).size).toBeGreaterThan(1);
    expect(citations.map(({ quote }) => quote).join()).toMatch(/住建局|住房和?城乡建设局/);
    expect(notices.join()).toMatch(/另有 \d+ 项没有列出/);
  });

  it.each([
    ['61号文里住建局牵头哪些任务', '泾党办发〔2023〕61号'],
    ['“三山”生态保护修复工作中发改局负责什么？', '泾政办发〔2023〕55号'],
  ])('keeps to the document that %s is about', async (question, number) => {
    const { citations } = await library.assistant.ask(question, publicScope(), NOW);
    expect(new Set(citations.map(({ documentNumber }) => documentNumber))).toEqual(new Set([number]));
  });
});
