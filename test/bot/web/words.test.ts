import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCitation } from '../../../bot/channels/web/citation-text.ts';
import { exampleQuestions } from '../../../bot/channels/web/examples.ts';
import { passageUrl, readMark } from '../../../bot/channels/web/links.ts';
import { Marked } from '../../../bot/channels/web/pages/marked.tsx';
import { en } from '../../../bot/locales/en.ts';
import { zh } from '../../../bot/locales/zh.ts';
import type { DocumentSummary } from '../../../data/types.ts';
import { publicScope } from '../../../retrieval/access.ts';
import { cleanQuestion, findQuestionProblem } from '../../../retrieval/question.ts';
import { fakeAssistant } from '../../support/fake-assistant.ts';
import { TEST_NOW } from '../../support/web-server.ts';

describe('example questions', () => {
  const about = async (...titles: string[]) => {
    const [one] = await fakeAssistant().documents(publicScope(), TEST_NOW);
    const documents = titles.map((title) => ({ ...one, title }) as DocumentSummary);
    return exampleQuestions(documents, [], zh);
  };

  it('asks of each kind of document what it answers, one of each in turn', async () => {
    expect(
      await about(
        '青源县人民政府办公室关于印发《青源县燃气安全工作方案》的通知',
        '青源县人民政府办公室关于印发《青源县防汛工作方案》的通知',
        '关于成立青源县防汛领导小组的通知',
        '青源县人民政府办公室关于印发《关于发放青源县住房补贴的通知》的通知',
        '青源县森林防火禁火令',
      ),
    ).toEqual([
      '《青源县燃气安全工作方案》由哪些单位负责？',
      '青源县防汛领导小组的组长是谁？',
      '青源县住房补贴的标准是多少？',
      '《青源县森林防火禁火令》的主要内容是什么？',
      '《青源县防汛工作方案》由哪些单位负责？',
    ]);
  });

  it('leaves out what nobody would type, and puts the general ones first', async () => {
    expect(await about(`关于印发《${'很长的名称'.repeat(8)}方案》的通知`)).toEqual([]);
    const documents = await fakeAssistant().documents(publicScope(), TEST_NOW);
    expect(exampleQuestions(documents, ['近期有哪些文件？'], zh)[0]).toBe('近期有哪些文件？');
  });
});

describe('citations and links', () => {
  it('writes title, number, locator and quote as a clerk does', () => {
    const citation = {
      title: '关于印发《某方案》的通知',
      documentNumber: '青政发〔2024〕1号',
      locator: '二、（一）',
      quote: ' 按月\t发放 ',
    };
    expect(writeCitation(citation)).toBe(
      '《关于印发〈某方案〉的通知》（青政发〔2024〕1号）二、（一）：“按月 发放”',
    );
    expect(writeCitation({ ...citation, page: 12 })).toContain(
      '（青政发〔2024〕1号）二、（一）（第12页）：“',
    );
    expect(writeCitation({ ...citation, documentNumber: null })).toMatch(/^《[^》]+》二、/);
  });

  it('reads the mark it writes, and nothing else', () => {
    const url = new URL(passageUrl('a/b', 7, { start: 3, end: 9 }), 'http://local');
    expect([url.pathname, url.hash, readMark(url.searchParams.get('mark') ?? '')]).toEqual([
      '/documents/a%2Fb',
      '#p-7',
      { start: 3, end: 9 },
    ]);
    for (const odd of ['9-3', '3-3', '-1-2', '1-', 'a', '1-99999999999', undefined])
      expect(readMark(odd)).toBeNull();
  });
});

describe('marking words', () => {
  it('changes nothing but the marks, wherever they lie', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('甲', '乙', '<', '&'), maxLength: 12 }),
        fc.nat(12),
        fc.nat(30),
        fc.nat(30),
        (text, lead, from, to) => {
          const span = { start: 5, end: 5 + text.length };
          const mark = { start: from, end: to };
          const html = String(Marked({ text, span, mark, lead: Math.min(lead, text.length) }));
          const plain = html
            .replace(/<\/?(?:mark|b)>/g, '')
            .replaceAll('&lt;', '<')
            .replaceAll('&amp;', '&');
          expect(plain).toBe(text);
        },
      ),
    );
  });
});

describe('questions', () => {
  it('takes off what pasting brings along, and never lets an unseen character through', () => {
    expect(cleanQuestion('\ufeff 住房\u200b补贴\u00ad\r\n多少 ')).toBe('住房补贴\n多少');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const question = cleanQuestion(raw);
        if (findQuestionProblem(question) !== null) return;
        expect([...question].every((each) => each >= ' ' || each === '\n' || each === '\t')).toBe(true);
        expect(question).toMatch(/[\p{L}\p{N}]/u);
      }),
    );
  });
});

describe('the locales', () => {
  const paths = (words: object, prefix = ''): string[] =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null ? paths(value, `${prefix}${key}.`) : [`${prefix}${key}`],
    );

  it('say the same things', () => {
    expect(paths(en)).toEqual(paths(zh));
  });
});
