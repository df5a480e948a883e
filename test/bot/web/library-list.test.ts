import { describe, expect, it } from 'vitest';
import { PER_PAGE, readLibraryQuery, selectDocuments } from '../../../bot/channels/web/library-list.ts';
import { makeDay } from '../../../data/day.ts';
import type { DocumentSummary } from '../../../data/types.ts';
import { publicScope } from '../../../retrieval/access.ts';
import { fakeAssistant } from '../../support/fake-assistant.ts';
import { send, startTestServer, TEST_NOW } from '../../support/web-server.ts';

async function many(count: number): Promise<readonly DocumentSummary[]> {
  const [one] = await fakeAssistant().documents(publicScope(), TEST_NOW);
  if (!one) return [];
  return Array.from({ length: count }, (_, i) => ({
    ...one,
    id: String(i),
    documentNumber: `青政发〔2024〕${i}号`,
    issuedOn: makeDay(2000 + (i % 24), 1, 1),
  }));
}

describe('the library as a list', () => {
  it('shows the newest first, a page at a time, each document once', async () => {
    const documents = await many(PER_PAGE + 3);
    const parts = [1, 2, 9].map((page) => selectDocuments(documents, { filter: '', page }));
    expect(parts.map(({ documents, page }) => [documents.length, page])).toEqual([
      [PER_PAGE, 1],
      [3, 2],
      [3, 2],
    ]);
    const shown = [...(parts[0]?.documents ?? []), ...(parts[1]?.documents ?? [])];
    expect(new Set(shown.map(({ id }) => id)).size).toBe(documents.length);
    expect(shown[0]?.issuedOn?.slice(0, 4)).toBe('2023');
  });

  it('lets through documents that hold all words, in any order and case', async () => {
    const documents = await many(30);
    const filter = (words: string) => selectDocuments(documents, { filter: words, page: 1 }).count;
    expect([filter('住房 〔2024〕7号'), filter('〔2024〕7号 政府办'), filter('没有')]).toEqual([1, 1, 0]);
  });

  it('takes nonsense in the address as left out', () => {
    for (const page of ['0', '-1', 'x', '1.5', '99999999', undefined]) {
      expect(readLibraryQuery(undefined, page)).toEqual({ filter: '', page: 1 });
    }
    expect(readLibraryQuery(` ${'长'.repeat(300)}`, '3')).toEqual({ filter: '长'.repeat(200), page: 3 });
  });

  it('filters and pages on the server, without JavaScript', async () => {
    const documents = await many(PER_PAGE + 3);
    const server = await startTestServer({
      assistant: { ...fakeAssistant(), documents: async () => documents },
    });
    const paged = await send(server, '/documents?page=2');
    expect(paged.body.match(/<tr data-filter/g)).toHaveLength(3);
    expect(paged.body).toContain('第 2 页，共 2 页');
    const filtered = await send(server, `/documents?filter=${encodeURIComponent('〔2024〕7号"')}`);
    expect(filtered.body).toContain('value="〔2024〕7号&quot;"');
    expect(filtered.body).toContain('没有符合的文件');
    await server.close();
  });
});
