import { describe, expect, it } from 'vitest';
import type { Cell, Responsible } from '../../data/types.ts';
import { dutiesAt, readDutyGroups, rowDuties } from '../../ingest/responsibility.ts';
import { subjectAt } from '../../ingest/subject.ts';
import { readPersons, readUnits } from '../../ingest/unit-names.ts';

const show = (duties: readonly Responsible[]) => duties.map(({ role, name }) => `${role}:${name}`);
const cell = (header: string, text: string): Cell => ({
  header,
  text,
  span: { start: 0, end: 0 },
  inherited: false,
});

describe('lists of units', () => {
  it.each([
    ['县自然资源局、农业农村局、水务局，各乡镇', ['县自然资源局', '农业农村局', '水务局', '各乡镇']],
    ['各乡（镇）人民政府', ['各乡（镇）人民政府']],
    ['各县（市、区）人民政府、市直各部门', ['各县（市、区）人民政府', '市直各部门']],
    ['各市、县（区）人民政府', ['各市、县（区）人民政府']],
    ['各乡镇党委和政府', ['各乡镇党委和政府']],
    ['县发展和改革局、人力资源和社会保障局', ['县发展和改革局', '人力资源和社会保障局']],
    ['住建局和华通天然气公司', ['住建局', '华通天然气公司']],
    ['发展和改革局 文化旅游广电局 生态环境局', ['发展和改革局', '文化旅游广电局', '生态环境局']],
    ['农业农村局 各乡 （镇）', ['农业农村局', '各乡（镇）']],
    ['县司法局等相关部门按职责分工负责', ['县司法局']],
    ['县直各相关部门、区市驻涇有关单位按职责分工负责', ['县直各相关部门', '区市驻泾有关单位']],
    ['县水务局、县水务局', ['县水务局']],
    ['—', []],
  ])('%s', (list, names) => expect(readUnits(list)).toEqual(names));

  it('reads persons, also with a space inside the name and a masked number behind it', () => {
    expect(readPersons('任伟、张毓龙')).toEqual(['任伟', '张毓龙']);
    expect(readPersons('李 静')).toEqual(['李静']);
    expect(readPersons('马宁 189****2808')).toEqual(['马宁']);
  });
});

describe('labelled duties', () => {
  it.each([
    [
      '……（牵头领导：任伟；牵头单位：安委办；责任单位：工业园区、发改局，各乡镇、各部门）',
      ['牵头领导:任伟', '牵头:安委办', '责任:工业园区', '责任:发改局', '责任:各乡镇', '责任:各部门'],
    ],
    ['……责任单位：县教育局\n责任人：王芳', ['责任:县教育局', '责任人:王芳']],
    ['……（责任单位：市大数据局；完成时限：12月底）', ['责任:市大数据局']],
    ['……（县水务局牵头，县财政局、各乡镇配合）', ['牵头:县水务局', '配合:县财政局', '配合:各乡镇']],
    ['……〔县自然资源局牵头，县农业农村局负责〕', ['牵头:县自然资源局', '责任:县农业农村局']],
    ['年内完工。（县交通运输局，各乡镇）', ['责任:县交通运输局', '责任:各乡镇']],
    ['建设公路（一期工程）。', []],
    ['各县（市、区）建设行政主管部门：为有效遏制蔓延，现通知如下。', []],
  ])('%s', (text, duties) =>
    expect(readDutyGroups(text).flatMap((group) => show(group.responsible))).toEqual(duties),
  );

  it('gives a place the duties that follow it, else the last before it', () => {
    const text = '1.甲。（责任单位：县民政局）2.乙。（责任单位：县司法局）丙。';
    const groups = readDutyGroups(text);
    expect(show(dutiesAt(groups, text.indexOf('甲')))).toEqual(['责任:县民政局']);
    expect(show(dutiesAt(groups, text.indexOf('乙')))).toEqual(['责任:县司法局']);
    expect(show(dutiesAt(groups, text.indexOf('丙')))).toEqual(['责任:县司法局']);
  });
});

describe('the subject of a sentence', () => {
  it.each([
    ['各乡镇、各部门要根据本要点，在本要点制发后|15天内|报送。', ['责任:各乡镇', '责任:各部门']],
    ['起草单位最迟将文件在|公布后3个工作日内|上网。', ['责任:起草单位']],
    ['请各处室于|8月10日前|报县政府办。', ['责任:各处室']],
    ['|8月10日前|，各乡镇要完成排查。', ['责任:各乡镇']],
    [
      '由县水务局牵头，县财政局、自然资源局配合，于|9月底前|完成。',
      ['牵头:县水务局', '配合:县财政局', '配合:自然资源局'],
    ],
    ['由县住建局会同县自然资源局于|9月底前|完成普查。', ['牵头:县住建局', '配合:县自然资源局']],
    ['|10月底前|，县市场监管局会同县公安局完成整治。', ['牵头:县市场监管局', '配合:县公安局']],
    ['县财政局：负责资金保障，于|7月底前|下达。', ['责任:县财政局']],
    ['县应急管理局要在|7月底前|完成演练。', ['责任:县应急管理局']],
    [
      '县委各部门、县直各单位，各乡镇党委要于|3月5日前|召开会议。',
      ['责任:县委各部门', '责任:县直各单位', '责任:各乡镇党委'],
    ],
    ['县残联核查数据。社区工作人员负责入户，所有任务必须|7月30日前|完成。', ['责任:县残联']],
    ['|每年举办1次|信息采集人员培训。', []],
    ['通过政府门户网站于|3月31日前|公开。', []],
    ['责令你单位于|5月10日前|改正。', []],
  ])('%s', (marked, duties) => {
    const start = marked.indexOf('|');
    const end = marked.lastIndexOf('|') - 1;
    expect(show(subjectAt(marked.replaceAll('|', ''), start, end))).toEqual(duties);
  });
});

describe('the columns of a row', () => {
  it.each([
    [
      [cell('牵头领导', '李 静'), cell('牵头单位', '市场监管局'), cell('责任单位', '发改局 住建局')],
      ['牵头领导:李静', '牵头:市场监管局', '责任:发改局', '责任:住建局'],
    ],
    [[cell('责任单位', '司法局\n(配合单位: 各乡镇、各部门)')], ['责任:司法局', '配合:各乡镇', '配合:各部门']],
    [
      [cell('责任单位（牵头）', '县工信局'), cell('配合部门', '县财政局、县审计局')],
      ['牵头:县工信局', '配合:县财政局', '配合:县审计局'],
    ],
    [
      [cell('任务', '公开目录'), cell('责任单位', '查看网站信息发布情况'), cell('进展', '民政局')],
      ['责任:民政局'],
    ],
    [[cell('单位', '万亩'), cell('指标', '高标准农田')], []],
  ])('%#', (cells, duties) => expect(show(rowDuties(cells))).toEqual(duties));
});
