import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findDocumentNumber,
  findDocumentNumbers,
  isNumberLine,
  matchesDocumentNumber,
  parseDocumentNumberQuery,
  writeDocumentNumber,
} from '../../data/document-number.ts';

const written = (text: string) => findDocumentNumbers(text).map(writeDocumentNumber);

describe('document numbers', () => {
  it.each([
    ['泾政办发[2023]48号', '泾政办发〔2023〕48号'],
    ['泾党办发〔2023〕60 号', '泾党办发〔2023〕60号'],
    ['泾政办规发（２０２３）３号', '泾政办规发〔2023〕3号'],
    ['豫政办 〔 2021 〕68 号', '豫政办〔2021〕68号'],
    ['宁农（计）发〔2021〕57号', '宁农（计）发〔2021〕57号'],
    ['发文字号：晋政发(2007)18号', '晋政发〔2007〕18号'],
    ['穗府办规〔2024〕13号', '穗府办规〔2024〕13号'],
    ['川府函〔2012〕26号', '川府函〔2012〕26号'],
    ['财税字[1999]第290号', '财税字〔1999〕290号'],
    ['国发〔83〕12号', '国发〔1983〕12号'],
    ['(85)国发12号', '国发〔1985〕12号'],
    ['渝府令〔2014〕282号', '渝府令〔2014〕282号'],
    ['国务院令第708号', '国务院令第708号'],
    ['中华人民共和国国务院令 第 708 号', '国务院令第708号'],
    ['国务院第412号令', '国务院令第412号'],
    ['中华人民共和国主席令第十二号', '主席令第12号'],
    ['主席令（第七十八号）', '主席令第78号'],
    ['省政府令 第84号', '省政府令第84号'],
    ['上海市人民政府令2018年第8号', '上海市人民政府令2018年第8号'],
    ['财政部公告2020年第6号', '财政部公告2020年第6号'],
    ['国家发展改革委公告 2023 年 第 5 号', '国家发展改革委公告2023年第5号'],
    ['税务总局2020年第8号公告', '税务总局公告2020年第8号'],
    ['公告2015年第102号', '公告2015年第102号'],
  ])('reads %s', (text, expected) => {
    const found = findDocumentNumber(text);
    expect(found && writeDocumentNumber(found)).toBe(expected);
  });

  it.each([
    ['按照国办发〔2018〕15号和宁政发〔2022〕32号文件', ['国办发〔2018〕15号', '宁政发〔2022〕32号']],
    ['请认真贯彻落实《办法》（水保〔2021〕11号）', ['水保〔2021〕11号']],
    ['原泾政发〔2010〕3号同时废止', ['泾政发〔2010〕3号']],
    ['按照某市卫健委津卫医政【2020】100号', ['津卫医政〔2020〕100号']],
    ['支持政策的公告财政部公告2020年第6号', ['财政部公告2020年第6号']],
    ['财税〔2009〕59号、财税〔2014〕109号', ['财税〔2009〕59号', '财税〔2014〕109号']],
    ['宁政职转发〔2023〕1号', ['宁政职转发〔2023〕1号']],
  ])('finds the codes and nothing before them in %s', (text, expected) => {
    expect(written(text)).toEqual(expected);
  });

  it.each([
    '工业园区 16-17 号楼',
    '（2020）京01民终123号',
    '(2003)民监字第12号',
    '附件（2021）3号',
    '拨打12345号热线',
    '8月15号前',
    '第一批（2020）15号',
  ])('finds none in %s', (text) => expect(written(text)).toEqual([]));

  it('points at the code itself', () => {
    const text = '按照国办发〔2018〕15号';
    const found = findDocumentNumber(text);
    expect(found && text.slice(found.index, found.index + found.length)).toBe('国办发〔2018〕15号');
  });

  it('tells a line of its own from a mention', () => {
    expect(isNumberLine('泾党办发〔2023〕60号…………… (01)')).toBe(true);
    expect(isNumberLine('发文字号：晋政发[2008]14号')).toBe(true);
    expect(isNumberLine('（某办资函〔2020〕46号）')).toBe(true);
    expect(isNumberLine('落实《方案》（宁农（计）发〔2021〕57号）相关要求')).toBe(false);
  });

  it('reads what it writes', () => {
    const agency = fc.constantFrom('泾政办发', '国办函', '宁农（计）发', '财政部公告', '渝府令');
    fc.assert(
      fc.property(
        agency,
        fc.integer({ min: 1949, max: 2099 }),
        fc.integer({ min: 1, max: 9999 }),
        (code, year, serial) => {
          const number = { agency: code, year, serial };
          expect(findDocumentNumber(writeDocumentNumber(number))).toMatchObject(number);
        },
      ),
    );
  });
});

describe('document numbers in questions', () => {
  it.each([
    ['泾政办发[2023]48号', { agency: '泾政办发', year: 2023, serial: 48 }],
    ['泾政办发2023年48号', { agency: '泾政办发', year: 2023, serial: 48 }],
    ['泾政办发 2023 48号', { agency: '泾政办发', year: 2023, serial: 48 }],
    ['泾政办发〔2023〕48', { agency: '泾政办发', year: 2023, serial: 48 }],
    ['请帮我找一下泾政办发48号', { agency: '泾政办发', serial: 48 }],
    ['请问涇政办发〔2023〕53号讲了什么', { agency: '泾政办发', year: 2023, serial: 53 }],
    ['中办发〔2020〕5号', { agency: '中办发', year: 2020, serial: 5 }],
    ['〔2023〕48号', { year: 2023, serial: 48 }],
    ['2023年48号文讲什么', { year: 2023, serial: 48 }],
    ['48号文', { serial: 48 }],
    ['62号通知是谁发的', { serial: 62 }],
    ['708号令', { agency: '令', serial: 708 }],
  ])('reads %s', (text, expected) => expect(parseDocumentNumberQuery(text)).toMatchObject(expected));

  it.each(['8月15号前要做什么', '12号楼有多少户', '2023年8月2号', '12345热线', '关于48号'])(
    'sees none in %s',
    (text) => expect(parseDocumentNumberQuery(text)).toBeNull(),
  );

  it('matches by the tail of the code, the year and the serial', () => {
    const number = { agency: '泾政办发', year: 2023, serial: 48 };
    expect(matchesDocumentNumber({ agency: '政办发', serial: 48 }, number)).toBe(true);
    expect(matchesDocumentNumber({ year: 2022, serial: 48 }, number)).toBe(false);
    expect(matchesDocumentNumber({ agency: '党办发', serial: 48 }, number)).toBe(false);
  });
});
