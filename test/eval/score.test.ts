import { describe, expect, it } from 'vitest';
import { fold, holds } from '../../bot/eval/folding.ts';
import { parseQuestions } from '../../bot/eval/question.ts';
import { formatFailures, formatMetrics, scoreAnswers, scoreSearch } from '../../bot/eval/score.ts';

const questions = parseQuestions(
  [
    {
      id: 'a',
      kind: 'plain',
      question: '盈德A区由谁包抓？',
      documentNumber: '泾政办发〔2023〕48号',
      evidence: ['盈德 A 区', '县人社局'],
      answer: ['县人社局'],
      asks: 'who',
    },
    {
      id: 'b',
      kind: 'everyday',
      question: '公报多久出一本？',
      documentNumber: null,
      evidence: ['双月刊'],
      answer: ['双月刊'],
      asks: 'when',
    },
    {
      id: 'c',
      kind: 'unanswerable',
      question: '罚多少钱？',
      documentNumber: null,
      evidence: [],
      answer: [],
      asks: 'how much',
      reason: 'figure not there',
    },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n'),
);

describe('folding', () => {
  it('is blind to width, spaces, bold marks and variant characters', () => {
    expect(fold('（**涇源县** 2023 年）')).toBe('(泾源县2023年)');
    expect(holds('电 话：0954-5670061', '电话：０９５４-5670061')).toBe(true);
  });

  it('never takes a part of a figure for the figure, nor two cells for one', () => {
    expect(holds('利用率达到41.5%', '41')).toBe(false);
    expect(holds('利用率达到41.5%', '41.5')).toBe(true);
    expect(holds('补贴46元', '6元')).toBe(false);
    expect(holds('盈德 A 区\t258\t894', '258')).toBe(true);
    expect(holds('到2024年', '24')).toBe(false);
    expect(holds('共 24.', '24')).toBe(true);
  });
});

describe('parseQuestions', () => {
  it('names the line that is not a question', () => {
    expect(() => parseQuestions('\n{"id":"x","kind":"plain"}')).toThrow('line 2');
  });
});

describe('scoreSearch', () => {
  const row = { documentNumber: '泾政办发[2023]48号', text: '单位: 县人社局 | 包抓小区: 盈德A区' };
  const other = { documentNumber: '泾政办发〔2023〕59号', text: '县人社局' };

  it('ranks by the first passage of the right document that holds evidence', () => {
    const { metrics } = scoreSearch(questions, [
      { id: 'a', hits: [other, row] },
      { id: 'b', hits: [{ documentNumber: null, text: '(双月刊登)' }] },
    ]);
    expect(metrics.plain).toEqual({
      questions: 1,
      'hit@1': 0,
      'hit@5': 1,
      'evidence-all@1': 0,
      'evidence-all@5': 1,
      'MRR@10': 0.5,
    });
    expect(metrics.answerable).toMatchObject({ questions: 2, 'hit@1': 0.5, 'MRR@10': 0.75 });
    expect(metrics.unanswerable).toBeUndefined();
  });

  it('wants all evidence within five passages, and counts a missing line as missed', () => {
    const partly = { ...row, text: '县人社局' };
    const report = scoreSearch(questions, [{ id: 'a', hits: [partly, other, other, other, other, row] }]);
    expect(report.metrics.plain).toMatchObject({ 'hit@1': 1, 'evidence-all@5': 0 });
    expect(report.metrics.everyday).toMatchObject({ 'hit@5': 0, 'MRR@10': 0 });
    expect(report.failures.map(({ id, failed }) => [id, ...failed])).toEqual([
      ['a', 'evidence-all@5'],
      ['b', 'hit@1', 'hit@5', 'evidence-all@5'],
    ]);
  });

  it('refuses lines without an id and ids given twice', () => {
    expect(() => scoreSearch(questions, [{ hits: [] }])).toThrow('no id');
    expect(() =>
      scoreSearch(questions, [
        { id: 'a', hits: [] },
        { id: 'a', hits: [] },
      ]),
    ).toThrow('two result lines');
  });
});

describe('scoreAnswers', () => {
  const quote = '20\t县人社局\t盈德 A 区\t百泉社区\t258';
  const good = {
    id: 'a',
    status: 'answered',
    answer: '由县人社局包抓[1]。',
    citations: [{ documentNumber: '泾政办发〔2023〕48号', quote }],
  } as const;

  it('gives full marks for cited answers and right refusals', () => {
    const report = scoreAnswers(questions, [
      good,
      {
        id: 'b',
        status: 'answered',
        answer: '双月刊[1]',
        citations: [{ documentNumber: null, quote: '(双月刊登)' }],
      },
      { id: 'c', status: 'declined', answer: '公报未载明。', citations: [] },
    ]);
    expect(report.failures).toEqual([]);
    expect(report.metrics.answerable).toEqual({
      questions: 2,
      'answered share': 1,
      'evidence cited': 1,
      'answer correct': 1,
      'declined wrongly': 0,
      'quotes per answer': 1,
      'median answer length': 8.5,
    });
    expect(report.metrics.unanswerable).toEqual({
      questions: 1,
      'answered share': 0,
      'declined rightly': 1,
      'quotes per answer': null,
      'median answer length': null,
    });
  });

  it('tells a wrong document, a wrong refusal and a made-up answer apart', () => {
    const report = scoreAnswers(questions, [
      { ...good, citations: [{ documentNumber: '泾政办发〔2023〕59号', quote }] },
      { id: 'b', status: 'clarify', answer: '哪一期？', citations: [] },
      { id: 'c', status: 'answered', answer: '五百元', citations: [] },
    ]);
    expect(report.metrics.plain).toMatchObject({ 'evidence cited': 0, 'answer correct': 1 });
    expect(report.metrics.everyday).toMatchObject({ 'answered share': 0, 'declined wrongly': 1 });
    expect(report.metrics.unanswerable).toMatchObject({ 'declined rightly': 0 });
    expect(report.failures.map(({ failed }) => failed)).toEqual([
      ['evidence cited'],
      ['declined wrongly: clarify'],
      ['should be declined: answered'],
    ]);
  });

  it('never credits a refusal that happens to hold the words', () => {
    const { metrics } = scoreAnswers(questions, [{ ...good, status: 'declined' }]);
    expect(metrics.plain).toMatchObject({
      'evidence cited': 0,
      'answer correct': 0,
      'declined wrongly': 1,
    });
  });
});

describe('reports', () => {
  const report = scoreAnswers(questions, [
    { id: 'c', status: 'answered', answer: '罚'.repeat(9), citations: [] },
  ]);

  it('prints a row for each metric and a dash where it does not apply', () => {
    const table = formatMetrics(report).split('\n');
    expect(table[0]).toMatch(/plain\s+everyday\s+answerable\s+unanswerable$/);
    expect(table.find((row) => row.startsWith('declined rightly'))).toMatch(/-\s+-\s+-\s+0\.000$/);
    expect(table.find((row) => row.startsWith('questions'))).toMatch(/1\s+1\s+2\s+1$/);
  });

  it('lists failures with what was wanted and what came, cut short', () => {
    const text = formatFailures(report, 4);
    expect(text).toContain('a [declined wrongly: no line] 盈德A区由谁包抓？');
    expect(text).toContain('wanted: declined (figure not there)\n  got: 罚罚罚罚…');
  });
});
