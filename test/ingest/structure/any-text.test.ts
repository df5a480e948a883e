import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from '../../support/read-file.ts';

/** Lines of every kind that official texts are made of, to be thrown together without any order. */
const line = fc.constantFrom(
  ...[
    '一、总体要求',
    '二、重点任务',
    '（一）工作思路。坚持预防为主，',
    '（二）目标',
    '1. 建立台账',
    '①试点先行',
  ],
  ...[
    '3. 完善机制。按时报送。',
    '（1）落实责任。',
    '第一条 为规范管理，制定本办法。',
    '第一章 总则',
    '住宅小区。深化治理。',
  ],
  ...[
    '第一阶段：动员阶段（2023年7月）。召开会议。',
    '到2023年底达到11.92万亩',
    '**完成指标：**建立档案',
    '“十四五',
    '',
  ],
  ...[
    '（责任单位：农业农村局，各乡（镇）',
    '责任人：甲（181****1818）',
    '县住建局：负责统筹。',
    '冶某 151****9757',
  ],
  ...[
    '附件 2:',
    '附件：1. 甲表',
    '2. 乙清单',
    '附件',
    '附件1：甲表',
    '附表3',
    '《某方案》的通知',
    '　　另起一段。',
  ],
  ...[
    '关于印发《某方案》的通知',
    '某县人民政府办公室',
    '某政办发〔2023〕7号',
    '各乡镇人民政府，县直各部门：',
  ],
  ...[
    '1\t财政局\t144',
    '序号\t单位\t户数',
    '\t水务局\t',
    '---\t---',
    '一、农业\t\t',
    '甲乙\t丙丁\t戊',
    '<p>5项</p>\t乙',
  ],
  ...[
    '地市\t安检数\t\t备注',
    '\t居民\t非居民\t',
    '组 长：张三\t县长\t李四\t主任',
    '2023年7月8日',
    '（此件公开发布）',
  ],
  ...[
    '联系人：某某 电话：0954-5012943',
    '本方案自印发之日起施行，有效期2年。',
    '目 录',
    '1. 某通知…………(01)',
    '— 12 —',
  ],
  ...[
    '发改局负责甲事项。财政局负责乙事项。水务局负责丙事项。',
    '姓名 职务',
    '某某 县财政局局长',
    '【规范性文件】',
  ],
);
const text = fc.array(line, { maxLength: 45 }).map((lines) => lines.join('\n'));

const mess = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(
        ...[
          '\t',
          '\n',
          '\r\n',
          '\f',
          '　',
          '一、',
          '1.',
          '附件',
          '：',
          '。',
          '〔2023〕',
          '号',
          '令',
          '第',
          '条',
          '<p>',
          '<br>',
        ],
        ...[
          '&nbsp;',
          '**',
          '关于',
          '通知',
          '\u200b',
          '\ufeff',
          '县',
          '局',
          '2023年7月8日',
          '目录',
          '…… 3',
          '— 1 —',
          '(',
          '《',
        ],
      ),
    ),
    { maxLength: 80 },
  )
  .map((parts) => parts.join(''));

describe('text that is no official text at all', () => {
  it('is read without an error and without a loss', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(mess, (source) => {
        expect(readText(source).fidelity.losses).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });
});

describe('any text made of such lines', () => {
  it('is read without a loss, with spans that point at verbatim text and cells', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(text, (source) => {
        const { mended, documents, fidelity } = readText(source);
        expect(fidelity.losses).toEqual([]);
        for (const passage of documents.flatMap(({ passages }) => passages)) {
          expect(passage.text).not.toBe('');
          expect(passage.locator).not.toBe('');
          if (passage.kind !== 'row') {
            expect(mended.text.slice(passage.span.start, passage.span.end)).toBe(passage.text);
          }
          for (const cell of passage.cells) {
            expect(mended.text.slice(cell.span.start, cell.span.end)).toBe(cell.text);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
