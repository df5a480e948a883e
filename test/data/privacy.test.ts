import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBankCard, isCitizenId, maskDeep, maskPersonal } from '../../data/privacy.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function citizenId(head: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(head[i]), 0);
  return head + '10X98765432'[sum % 11];
}

describe('maskPersonal', () => {
  it.each([
    ['电话13812345678，请回电', '电话138****5678，请回电'],
    ['手机：138-1234-5678', '手机：138-****-5678'],
    ['+86 138 1234 5678', '+86 138 **** 5678'],
    ['１３８１２３４５６７８', '１３８****５６７８'],
    ['身份证11010519491231002X。', '身份证110*************2X。'],
    ['卡号6222021234567890128', '卡号***************0128'],
    ['卡号 6222 0212 3456 7890 128', '卡号 **** **** **** ***0 128'],
    ['车牌宁D12345', '车牌宁D*****'],
    ['新能源车宁A·D12345', '新能源车宁A·******'],
    ['我家住泾源县香水镇百泉街12号3单元401室，怎么办', '我家住泾源县******，怎么办'],
    ['住址：宁夏回族自治区固原市泾源县香水镇城关村三组12号', '住址：宁夏回族自治区固原市泾源县******'],
    ['在百泉花园3号楼2单元501室', '在百泉花园******'],
    ['城关村三组12号的低保', '城关村******的低保'],
  ])('masks %s', (text, masked) => expect(maskPersonal(text)).toBe(masked));

  it.each([
    '电话0954-5670061，传真：0954-5670071',
    '拨打12345热线或400-810-1234',
    '泾政办发〔2023〕48号',
    '投入资金13812345678元',
    '身份证110105194912310021（校验位不对）',
    '统一社会信用代码91640424MA76CDXX01',
    '地 址：泾源县行政中心 408室',
    '泾源县百泉街12号县人民医院',
    '县人民政府3号楼开会',
    '2023年7月30日前完成12345户',
    '规划编号6222021234567890127',
    '京政发〔2023〕12345号',
  ])('leaves %s', (text) => expect(maskPersonal(text)).toBe(text));

  it('finds every valid id and hides it wherever it stands', () => {
    const head = fc
      .tuple(
        fc.integer({ min: 110000, max: 659999 }),
        fc.date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 999 }),
      )
      .map(
        ([area, born, serial]) =>
          `${area}${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(serial).padStart(3, '0')}`,
      );
    fc.assert(
      fc.property(head, fc.constantFrom('我是', '号码:', ''), (digits, before) => {
        const id = citizenId(digits);
        expect(isCitizenId(id)).toBe(true);
        expect(maskPersonal(`${before}${id}，请查`)).not.toContain(id.slice(3, 16));
      }),
    );
  });

  it('masks bank cards by their Luhn digit', () => {
    expect(isBankCard('6222021234567890128')).toBe(true);
    expect(isBankCard('6222021234567890127')).toBe(false);
    expect(isBankCard('0000000000000000')).toBe(false);
  });

  it('changes nothing when done twice, and reaches into data', () => {
    const texts = fc.string({
      unit: fc.constantFrom('1', '3', '8', '0', '5', '号', '住', '村', '三', '组', '-', '宁', 'D'),
    });
    fc.assert(
      fc.property(texts, (text) => {
        expect(maskPersonal(maskPersonal(text))).toBe(maskPersonal(text));
      }),
    );
    expect(maskDeep({ a: ['13812345678'], n: 1 })).toEqual({ a: ['138****5678'], n: 1 });
  });
});
