import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparisonShape, explanationShape } from '../../bot/channels/web/api/shapes.ts';
import { gongbao } from '../support/command-line.ts';
import { copySampleFolder } from '../support/sample-folder.ts';

let data: string;
beforeAll(() => {
  data = copySampleFolder();
});
afterAll(() => rmSync(data, { recursive: true }));

describe('gongbao explain', () => {
  it.each(['泾政办发〔2023〕50号', '住房补贴的通知'])(
    'explains the document that is named %s',
    async (name) => {
      const { code, lines } = await gongbao('explain', name, '--json', '--data', data);
      expect(code).toBe(0);
      expect(explanationShape.parse(lines[0]).documentNumber).toBe('泾政办发〔2023〕50号');
    },
  );

  it('explains one clause, as text with the proof of each point', async () => {
    const { out } = await gongbao(
      'explain',
      '泾政办发〔2023〕50号',
      '--clause',
      '二、（三）',
      '--data',
      data,
    );
    expect(out).toMatch(/^【解读，非原文】.*二、（三）/);
    expect(out).toMatch(/\n\[1\] 泾政办发〔2023〕50号 《.*》 二、（三）/);
  });

  it.each([
    [['explain', '没有的文件标题'], '没有“没有的文件标题”'],
    [['explain', '泾政办发〔2023〕50号', '--clause', '九十九、'], '没有可以归纳的要点'],
    [['compare', '泾政办发〔2023〕50号', '泾政办发〔2023〕50号'], '同一份文件'],
  ])('says what is wrong with %j', async (argv, words) => {
    const { code, out, err } = await gongbao(...argv, '--data', data);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });
});

describe('gongbao compare', () => {
  it('sets two documents side by side', async () => {
    const argv = ['compare', '泾政办发〔2023〕62号', '泾政办发〔2023〕53号', '--data', data];
    const { code, lines } = await gongbao(...argv, '--json');
    expect(code).toBe(0);
    const { lines: compared, citations } = comparisonShape.parse(lines[0]);
    expect(compared.some(({ differs }) => differs)).toBe(true);
    expect(citations.length).toBeGreaterThan(1);
    expect((await gongbao(...argv)).out).toContain('【不同】四、实施步骤');
  });
});
