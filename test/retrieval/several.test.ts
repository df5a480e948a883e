import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Library } from '../../bot/library.ts';
import { answersZh } from '../../bot/locales/answers-zh.ts';
import type { Answer, Citation } from '../../data/types.ts';
import { publicScope } from '../../retrieval/access.ts';
import { joinParts, type Part, splitQuestions } from '../../retrieval/several.ts';
import { openSampleCopy } from '../support/sample-folder.ts';

const NOW = new Date('2023-09-01T02:00:00Z');

describe('splitQuestions', () => {
  it.each([
    ['哪天截止？谁牵头？', ['哪天截止？', '谁牵头？']],
    ['燃气排查哪天截止？谁牵头？依据是哪一条？', ['燃气排查哪天截止？', '谁牵头？']],
    ['住房补贴系数是多少；什么时候发', ['住房补贴系数是多少；', '什么时候发']],
    ['我家是开饭店的。没装报警器，会怎么样？', ['我家是开饭店的。没装报警器，会怎么样？']],
    ['房子装修过？要重新检查吗？', ['房子装修过？要重新检查吗？']],
    ['燃气排查哪天截止？谢谢', ['燃气排查哪天截止？谢谢']],
    ['依据是哪一条？', ['依据是哪一条？']],
  ])('takes %s apart', (text, parts) => {
    expect(splitQuestions(text)).toEqual(parts);
  });

  it('leaves a text with very many questions whole', () => {
    const text = '谁负责？'.repeat(9);
    expect(splitQuestions(text)).toEqual([text]);
  });
});

const citation = (n: number, passageId: number): Citation => ({
  n,
  passageId,
  documentId: 'd',
  documentNumber: null,
  title: '',
  locator: '',
  quote: '甲',
  span: { start: 0, end: 1 },
  validity: 'unstated',
  source: 's',
});

const answered = (question: string, answer: string, passages: readonly number[]): Part => ({
  question,
  body: {
    status: 'answered',
    answer,
    citations: passages.map((id, i) => citation(i + 1, id)),
    conflicts: [{ subject: '数', citations: [1], note: question }],
    notices: [],
  },
});

describe('joinParts', () => {
  it('numbers the citations anew, each passage once, in statements and conflicts alike', () => {
    const joined = joinParts(
      [answered('一', '甲[1]\n乙[2]', [7, 8]), answered('二', '丙[1]\n乙[2]', [9, 8])],
      answersZh,
    );
    expect(joined.answer).toBe('甲[1]\n乙[2]\n丙[3]');
    expect(joined.citations.map(({ n, passageId }) => [n, passageId])).toEqual([
      [1, 7],
      [2, 8],
      [3, 9],
    ]);
    expect(joined.conflicts.map((each) => each.citations)).toEqual([[1], [3]]);
  });

  it('says which part nothing answers', () => {
    const none: Omit<Answer, 'question' | 'ms'> = {
      status: 'declined',
      answer: '没有',
      citations: [],
      conflicts: [],
      notices: [],
    };
    const joined = joinParts([answered('一', '甲[1]', [7]), { question: '罚多少？', body: none }], answersZh);
    expect(joined.status).toBe('answered');
    expect(joined.notices.join()).toContain('罚多少？');
  });
});

describe('a message with several questions', () => {
  let library: Library;
  beforeAll(() => {
    library = openSampleCopy();
  });
  afterAll(() => library.close());

  it('gets each of them answered, the second within what the first is about', async () => {
    const { status, answer, citations } = await library.assistant.ask(
      '住房补贴系数是多少？由谁负责解释？',
      publicScope(),
      NOW,
    );
    expect(status).toBe('answered');
    expect(answer).toContain('13.70%');
    expect(new Set(citations.map(({ documentNumber }) => documentNumber))).toEqual(
      new Set(['泾政办发〔2023〕50号']),
    );
  });

  it.each([
    ['泾政办规发〔2023〕3号失效了吗', '2023-09-01', /有效期至2023年12月31日/, /在有效期内/],
    ['泾政办规发〔2023〕3号还有效吗', '2024-02-01', /有效期至2023年12月31日/, /已经失效/],
    ['48号文现在还有效吗', '2023-09-01', /燃气/, /没有写明有效期/],
  ])('says of %s on %s what the document says of its term', async (question, day, said, notice) => {
    const now = new Date(`${day}T02:00:00Z`);
    const { status, answer, citations, notices } = await library.assistant.ask(question, publicScope(), now);
    expect(status).toBe('answered');
    expect(answer).toMatch(said);
    expect(citations).toHaveLength(1);
    expect(notices.join()).toMatch(notice);
  });

  it('is not answered by a heading alone where the clause stands behind it', async () => {
    const { answer } = await library.assistant.ask(
      '新招录公务员申请居住公租房的住房补贴怎么发放？',
      publicScope(),
      NOW,
    );
    expect(answer).toContain('五年内正常发放住房补贴');
  });
});
