import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../../ingest/readers/docx/number-format.ts';
import { docxReader, readDocx } from '../../../ingest/readers/docx.ts';
import { describeReader } from '../../contracts/reader.ts';
import { docxOf, listOf, p, tc, tr } from '../../support/office.ts';

const lines = (body: string, parts = {}) =>
  readDocx(docxOf(body, parts), '通知.docx').text.split('\n').filter(Boolean);

const inList = (text: string, level: number, list = 1) =>
  p(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

describeReader(docxReader, [
  {
    what: 'paragraphs and a table',
    fileName: '通知.docx',
    bytes: () =>
      docxOf(
        p('关于供暖的通知') +
          p('某政办发〔2023〕12号') +
          `<w:tbl>${tr(tc('小区'), tc('户数'))}${tr(tc('东苑'), tc('35'))}</w:tbl>`,
      ),
    lines: ['关于供暖的通知', '某政办发〔2023〕12号', '小区\t户数', '东苑\t35'],
  },
]);

describe('numbers of lists', () => {
  const numbering = {
    numbering:
      listOf(1, [
        ['chineseCounting', '%1、'],
        ['chineseCounting', '（%2）'],
        ['decimal', '%3.'],
      ]) +
      '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
  };

  it('are computed level by level and start anew under each heading', () => {
    expect(
      lines(
        inList('总体要求', 0) +
          inList('原则', 1) +
          inList('目标', 1) +
          inList('2023年底前完成', 2) +
          inList('措施', 0) +
          inList('宣传', 1),
        numbering,
      ),
    ).toEqual(['一、总体要求', '（一）原则', '（二）目标', '1. 2023年底前完成', '二、措施', '（一）宣传']);
  });

  it('go on in a second list of the same definition, unless it starts anew', () => {
    expect(
      lines(inList('甲', 2) + inList('乙', 2) + inList('丙', 2, 2) + inList('丁', 2, 2), numbering),
    ).toEqual([...['1. 甲', '2. 乙', '1. 丙', '2. 丁']]);
  });

  it('come from the paragraph style, and zero takes them away', () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="h1b"><w:basedOn w:val="h1"/></w:style>';
    const body =
      p('总则', '<w:pStyle w:val="h1"/>') +
      p('附则', '<w:pStyle w:val="h1b"/>') +
      p('无号', '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>');
    expect(lines(body, { ...numbering, styles })).toEqual(['一、总则', '二、附则', '无号']);
  });

  it.each([
    [11, 'chineseCounting', '十一'],
    [20, 'chineseCountingThousand', '二十'],
    [103, 'chineseCounting', '一百零三'],
    [12, 'chineseLegalSimplified', '壹拾贰'],
    [3, 'decimalEnclosedCircleChinese', '③'],
    [2, 'ideographTraditional', '乙'],
    [4, 'upperRoman', 'IV'],
    [28, 'lowerLetter', 'bb'],
    [12, 'decimalFullWidth', '１２'],
  ])('write %d in %s as %s', (value, format, text) => expect(formatNumber(value, format)).toBe(text));
});

describe('a Word document', () => {
  it('keeps merged cells as blanks, nested tables in their cell, and drops deleted rows', () => {
    const merged = `<w:tbl>${tr(tc('序号'), tc('任务'), tc('单位'))}${tr(tc('1'), tc('供暖'), tc('住建局', '<w:vMerge w:val="restart"/>'))}${tr(tc('2'), tc('供水'), tc('', '<w:vMerge/>'))}${tr(tc('合计', '<w:gridSpan w:val="2"/>'), tc('2项'))}<w:tr><w:trPr><w:del w:id="1"/></w:trPr>${tc('删')}${tc('删')}</w:tr></w:tbl>`;
    expect(lines(merged)).toEqual(['序号\t任务\t单位', '1\t供暖\t住建局', '2\t供水\t', '合计\t\t2项']);
  });

  it('shows tracked changes as accepted, and joins a paragraph whose mark is deleted', () => {
    const changed = `<w:p><w:r><w:t>限期</w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins><w:r><w:t>8</w:t></w:r></w:ins><w:r><w:t>日</w:t></w:r></w:p>`;
    const joined = `${p('前半，', '<w:rPr><w:del w:id="2"/></w:rPr>')}${p('后半。')}`;
    expect(lines(changed + joined)).toEqual(['限期8日', '前半，后半。']);
  });

  it('puts footnotes and text boxes after their paragraph, and keeps powers apart', () => {
    const body = `<w:p><w:r><w:t>面积10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>4</w:t></w:r><w:r><w:t>亩</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>${p('框内')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${p('框内')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`;
    const footnotes = `<w:footnote w:id="0" w:type="separator">${p('x')}</w:footnote><w:footnote w:id="2">${p('含林地')}</w:footnote>`;
    expect(lines(body, { footnotes })).toEqual(['面积10⁴亩［注1］', '框内', '［注1］含林地']);
  });

  it('reads results of fields, check boxes and content controls, not their codes', () => {
    const field =
      '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2023年</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:sdt><w:sdtContent><w:r><w:t>是</w:t></w:r></w:sdtContent></w:sdt></w:p>';
    expect(lines(field)).toEqual(['2023年☑是']);
  });

  it('says what it could not read', () => {
    const body = `${p('正文')}<w:p><w:r><w:drawing/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>`;
    const { warnings } = readDocx(docxOf(body, { 'word/vbaProject.bin': 'x' }), '含宏.docm');
    expect(warnings.join('')).toMatch(/1 张图片.*1 处隐藏文字.*宏没有运行/);
  });

  it('refuses custom entities, deep nesting and encrypted files', async () => {
    const laughs = docxOf('').slice();
    expect(laughs.length).toBeGreaterThan(0);
    const { zipOf } = await import('../../support/office.ts');
    const bomb = zipOf({
      'word/document.xml':
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:document><w:body>&b;</w:body></w:document>',
    });
    await expect(docxReader.read(bomb, '笑.docx', {})).rejects.toMatchObject({ code: 'FILE_HOSTILE' });
    const deep = docxOf(`${'<w:sdt>'.repeat(2_000)}${'</w:sdt>'.repeat(2_000)}`);
    await expect(docxReader.read(deep, '深.docx', {})).rejects.toMatchObject({ code: 'FILE_HOSTILE' });
  });
});
