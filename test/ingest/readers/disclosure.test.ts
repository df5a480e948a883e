import { describe, expect, it } from 'vitest';
import { structureText } from '../../../ingest/ingest.ts';
import { readFileBytes } from '../../../ingest/readers/readers.ts';
import { createTokenizer } from '../../../retrieval/tokenize.ts';
import { docxOf, p } from '../../support/office.ts';
import { pdfOf, textLines } from '../../support/pdf.ts';

const LINES = [
  '某县人民政府办公室关于做好冬季供暖工作的通知',
  '某政办发〔2023〕12号',
  '各乡镇人民政府，县直各部门：',
  '一、供暖时间为11月1日至次年3月31日，各小区室内温度不低于18℃。',
  '某县人民政府办公室',
  '2023年10月9日',
];
const tokenizer = createTokenizer([]);

/** Who may read the documents that a file holds. */
async function filed(bytes: Uint8Array, name: string): Promise<readonly string[]> {
  const source = await readFileBytes(bytes, name);
  return structureText(source, name, tokenizer).drafts.map(({ record }) => record.visibility);
}

const page = (
  head: string,
  table: string,
) => `<!DOCTYPE html><html><head><title>${LINES[0]}</title></head><body>
<ul class="nav"><li><a>主动公开</a></li><li><a>依申请公开</a></li></ul>${head}<table><tr><td>索 引 号：</td><td>0001/2023-00012</td>
<td>发文机关：</td><td>某县人民政府办公室</td></tr><tr>${table}<td>发文字号：</td><td>${LINES[1]}</td></tr></table>
<h1>${LINES[0]}</h1><div class="TRS_Editor">${LINES.slice(1)
  .map((line) => `<p>${line}</p>`)
  .join('')}</div></body></html>`;
const html = (head = '', table = '') => filed(Buffer.from(page(head, table)), '通知.html');

describe('a mark that stands outside the text', () => {
  it('of a Word file: in its page header, or as a watermark', async () => {
    const body = LINES.map((line) => p(line)).join('');
    const header = (content: string) => ({
      'word/header1.xml': `<w:hdr xmlns:w="w" xmlns:v="v">${content}</w:hdr>`,
      'word/_rels/document.xml.rels':
        '<Relationships><Relationship Id="h" Type="x/header" Target="header1.xml"/></Relationships>',
    });
    expect(await filed(docxOf(body), '通知.docx')).toEqual(['public']);
    expect(await filed(docxOf(body, header(p('内部资料　注意保存'))), '通知.docx')).toEqual(['internal']);
    const watermark = '<w:p><w:r><w:pict><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r></w:p>';
    expect(await filed(docxOf(body, header(watermark)), '通知.docx')).toEqual(['internal']);
  });

  it('of a PDF: in its running head', async () => {
    const pages = (head: string) =>
      [0, 1, 2].map((n) => [
        { text: head, x: 240, y: 40, size: 10 },
        ...textLines(n === 0 ? LINES : [`${n + 1}.各单位要认真抓好第${n}项工作的落实。`], 72, 120),
      ]);
    expect(await filed(pdfOf(pages('某县人民政府公报')), '通知.pdf')).toEqual(['public']);
    expect(await filed(pdfOf(pages('内部资料  注意保存')), '通知.pdf')).toEqual(['internal']);
  });

  it('of a web page: above the document or in its head table, never in a menu', async () => {
    expect(await html()).toEqual(['public']);
    expect(await html('<div class="header">内部资料 请勿外传</div>')).toEqual(['internal']);
    expect(await html('', '<td>公开方式：</td><td>依申请公开</td>')).toEqual(['internal']);
    expect(await html('', '<td>公开方式：</td><td>主动公开</td>')).toEqual(['public']);
  });
});

describe('a contents list', () => {
  const issue = (mark: string) => [
    '某县人民政府公报',
    '2023年第4期',
    '目录',
    '1. 某县人民政府办公室关于做好冬季供暖工作的通知',
    '某政办发〔2023〕12号…………… (1)',
    '2. 某县人民政府办公室关于做好冬季值班工作的通知',
    '某政办发〔2023〕13号…………… (3)',
    ...LINES,
    mark,
    '某县人民政府办公室关于做好冬季值班工作的通知',
    '某政办发〔2023〕13号',
    ...LINES.slice(2),
  ];
  const file = (mark: string) => filed(Buffer.from(issue(mark).join('\n')), '公报.txt');

  it('is kept back with the document that it names', async () => {
    expect(await file('')).toEqual(['public', 'public', 'public']);
    expect(await file('秘密★1年')).toEqual(['internal', 'public', 'internal']);
  });
});
