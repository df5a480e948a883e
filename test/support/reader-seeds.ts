/** A small sound file of every kind that is read, for damaging. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import UTIF from 'utif2';
import { packageRoot } from '../../data/package-root.ts';
import { docxOf, listOf, p, tc, tr, xlsxOf, zipOf } from './office.ts';
import { pdfOf, ruledTable, scannedPdf, textLines } from './pdf.ts';
import { blank, encode, rgbaOf } from './picture.ts';

/** A file with its name; `slow` ones run recognition. */
export interface Seed {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly slow?: boolean;
}

const HTML = `<html><head><meta charset="gb2312"><meta name="ArticleTitle" content="关于供暖的通知"></head><body><div class="nav"><a>首页</a></div><div class="TRS_Editor"><p>为做好供暖工作，现通知如下。</p><ol><li>室温18<sup>2</sup></li></ol><table><tr><td rowspan="2">甲</td><td colspan="2">乙</td></tr><tr><td>1</td><td>2</td></tr></table></div></body></html>`;

function docx(): Uint8Array {
  const numbered = p('总则', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>');
  const table = `<w:tbl>${tr(tc('甲', '<w:gridSpan w:val="2"/>'), tc('乙', '<w:vMerge w:val="restart"/>'))}${tr(tc('1'), tc('2'), tc('', '<w:vMerge/>'))}</w:tbl>`;
  const note =
    '<w:p><w:r><w:t>注</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>';
  return docxOf(numbered + table + note, {
    numbering: `${listOf(1, [['chineseCounting', '%1、']])}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`,
    styles: '<w:style w:type="paragraph" w:styleId="a" w:default="1"><w:name w:val="Normal"/></w:style>',
    footnotes: `<w:footnote w:id="2">${p('含林地')}</w:footnote>`,
  });
}

function pictures(): Seed[] {
  const picture = blank(48, 32, true);
  const jpeg = encode(picture, 'image/jpeg');
  const tiff = UTIF.encodeImage(new Uint8Array(rgbaOf(picture)), 48, 32);
  return [
    { fileName: '图.png', bytes: encode(picture, 'image/png'), slow: true },
    { fileName: '图.jpg', bytes: jpeg, slow: true },
    { fileName: '图.tif', bytes: new Uint8Array(tiff), slow: true },
    { fileName: '扫描.pdf', bytes: scannedPdf(jpeg, 48, 32), slow: true },
  ];
}

/** The seeds, one a kind. */
export function readerSeeds(): Seed[] {
  const sheet =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000</v></c></row><row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>';
  const table = ruledTable(
    [72, 120, 320],
    [300, 320, 340],
    [
      ['序号', '任务'],
      ['1', '供暖'],
    ],
  );
  return [
    { fileName: '通知.html', bytes: Buffer.from(HTML) },
    { fileName: '通知.docx', bytes: docx() },
    { fileName: '表.xlsx', bytes: xlsxOf([{ name: '一', rows: sheet }], ['甲'], ['yyyy/m/d']) },
    {
      fileName: '公报.pdf',
      bytes: pdfOf([
        [...textLines(['　　一、总则', '第一条'], 72, 100), ...table],
        textLines(['附件'], 72, 100),
      ]),
    },
    { fileName: '通知.doc', bytes: readFileSync(join(packageRoot(), 'test/fixtures/readers/notice.doc')) },
    { fileName: '包.zip', bytes: zipOf({ '甲/乙.txt': '一、总则', '内.zip': zipOf({ '丙.html': HTML }) }) },
    { fileName: '通知.md', bytes: Buffer.from('# 通知\n\n|甲|乙|\n|--|--|\n|1|2|\n') },
    { fileName: '通知.txt', bytes: Buffer.from('一、总则\n序号\t任务\n1\t供暖\n') },
    ...pictures(),
  ];
}
