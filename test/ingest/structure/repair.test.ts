import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repairText } from '../../../ingest/structure/repair.ts';

const mend = (text: string) => repairText(text).lines.map((line) => line.text);

describe('repair', () => {
  it('joins a sentence that a page end cut in two', () => {
    expect(mend('2. 资源利用更加集约。到2023年\n\n底，耕地达到11.92万亩。')).toEqual([
      '2. 资源利用更加集约。到2023年底，耕地达到11.92万亩。',
    ]);
  });

  it('joins where a bracket is still open, even before a label', () => {
    expect(mend('（牵头领导：甲；责任\n\n单位：发改局、住建局）')).toEqual([
      '（牵头领导：甲；责任单位：发改局、住建局）',
    ]);
  });

  it('does not let a bracket that was never closed swallow the next paragraph', () => {
    const lines = ['加强回收。（责任单位：农业农村局，各乡（镇）', '鼓励企业参与回收体系建设。'];
    expect(mend(lines.join('\n\n'))).toEqual(lines);
  });

  it('tells a cut item from a heading by its siblings', () => {
    const items = ['（1）制定年度计划。', '（2）落实经费保障。', '（3）聚焦风险集中和事故易发'];
    expect(mend([...items, '多发领域，重点检查。'].join('\n'))).toEqual([
      ...items.slice(0, 2),
      '（3）聚焦风险集中和事故易发多发领域，重点检查。',
    ]);
    const headings = ['一、总体要求', '坚持统筹推进，分步实施。', '二、重点任务', '抓好落实，按季报送。'];
    expect(mend(headings.join('\n'))).toEqual(headings);
  });

  it('keeps numbered items, signatures, dates and rosters apart', () => {
    const lines = [
      '一、总体要求',
      '（一）工作思路。',
      '某县人民政府办公室',
      '2023年7月8日',
      '（此件公开发布）',
      '张三 县财政局局长',
      '李四 县水务局局长',
    ];
    expect(mend(lines.join('\n\n'))).toEqual(lines);
  });

  it('mends a post that is broken over the line, and only that', () => {
    expect(mend('成员：\n张三 县住房和城乡建设\n局副局长\n李四 县发展改革委员会\n王五 县水务局局长')).toEqual(
      ['成员：', '张三 县住房和城乡建设局副局长', '李四 县发展改革委员会', '王五 县水务局局长'],
    );
  });

  it('does not take a year in brackets at the head of a line for an outline number', () => {
    expect(mend('落实《建设实施方案\n\n（2021-2025年）》相关要求。')).toEqual([
      '落实《建设实施方案（2021-2025年）》相关要求。',
    ]);
  });

  it('drops emphasis, tags and page numbers but never the asterisks of a masked number', () => {
    expect(mend('（**责任单位：**农业农村局）冶某 151****9757')).toEqual([
      '（责任单位：农业农村局）冶某 151****9757',
    ]);
    expect(mend('9\t<p>财政局</p>\t<p>12项</p>\n10\t<br/>水务局\t□')).toEqual([
      '9\t财政局\t12项',
      '10\t 水务局\t□',
    ]);
    expect(mend('各单位要加强统筹，密切协\n\n— 12 —\n\n调，形成合力。')).toEqual([
      '各单位要加强统筹，密切协调，形成合力。',
    ]);
  });

  it('reads a number parted from its text by a tab as text, and an indent by a tab too', () => {
    const { lines } = repairText('一、\t总体要求\n\t坚持统筹推进。\n1\t财政局\n2\t水务局');
    expect(lines.map(({ kind }) => kind)).toEqual(['text', 'text', 'table', 'table']);
  });

  it('lets the indents of a wrapped file decide where paragraphs begin', () => {
    const paragraph = [
      '　　各乡镇要提高认识，加强领导，明确分工，压实责任。',
      '按时完成各项工作任务，确保取得实效，切实维护好群众',
      '的利益。',
    ];
    const text = [...paragraph, ...paragraph, ...paragraph, ...paragraph].join('\n');
    expect(mend(text)).toHaveLength(4);
    expect(mend(text)[0]).toBe(paragraph.join('').trim());
  });

  it('never lets a headline run into the text below it', () => {
    const lines = ['我市部署防汛工作', '第一次会议研究了防汛工作，要求各乡镇落实责任。'];
    expect(mend(lines.join('\n'))).toEqual(lines);
    expect(mend('某县人民政府办公室关于印发《某县\n河道治理方案》的通知')).toEqual([
      '某县人民政府办公室关于印发《某县河道治理方案》的通知',
    ]);
  });

  it('keeps whole paragraphs as a reader gives them', () => {
    const lines = ['坚持以人民为中心的发展', '思想'];
    expect(repairText(lines.join('\n'), () => true, 'whole').lines.map((line) => line.text)).toEqual(lines);
  });

  it('gives a text that was saved as one line its lines back', () => {
    const lines = [
      '某市人民政府办公室关于印发某市扶持办法的通知',
      '某政办发〔2022〕7号',
      '各县（区）人民政府，市政府各部门：',
      '现将《某市扶持办法》印发给你们，请认真贯彻执行。',
      '某市人民政府办公室',
      '2022年3月1日',
      '某市扶持办法',
      '一、扶持对象',
      '在本市注册的小微企业，按规定缴纳社会保险费的，均可申请。',
      '二、扶持标准',
      '每户每年补助2000元，最长不超过3年。',
    ];
    expect(mend(lines.join(' '))).toEqual(lines);
  });
});

/** Everything but white space and what repair may drop. */
const kept = (text: string) => text.replace(/[\s\u200b]/g, '').replace(/\*\*/g, '');

const piece = fc.constantFrom(
  '一、总体要求',
  '（一）工作思路。坚持预防为主，',
  '到2023年底达到11.92万亩',
  '（责任单位：农业农村局，各乡（镇）',
  '附件 2:',
  '1\t财政局\t144',
  '序号\t单位\t户数',
  '**完成指标：**建立档案',
  '某县人民政府',
  '2023年7月8日',
  '冶某 151****9757',
  '《某方案》的通知',
  '“十四五',
  '',
  '　　另起一段。',
);

describe('repair of any text', () => {
  const texts = fc.array(piece, { maxLength: 30 }).map((lines) => lines.join('\n'));

  it('loses no character but white space and emphasis marks', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(kept(repairText(text).text)).toBe(kept(text));
      }),
    );
  });

  it('loses none either where words are cut at random', () => {
    fc.assert(
      fc.property(texts, fc.func(fc.boolean()), (text, splits) => {
        const splitsWord = (before: string, after: string) => splits(before, after);
        expect(kept(repairText(text, splitsWord).text)).toBe(kept(text));
      }),
    );
  });

  it('gives lines whose spans point at their text, in order', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const mended = repairText(text);
        let last = -1;
        for (const line of mended.lines) {
          expect(mended.text.slice(line.start, line.end)).toBe(line.text);
          expect(line.start).toBeGreaterThan(last);
          last = line.end;
        }
      }),
    );
  });

  it('keeps every figure of arbitrary unicode text', () => {
    const digits = (text: string) => text.match(/\d/g)?.join('') ?? '';
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const plain = text.replace(/[<>&]/g, ' ').replace(/^\W*\d{1,4}\W*$/gm, '');
        expect(digits(repairText(plain).text)).toBe(digits(plain));
      }),
    );
  });
});
