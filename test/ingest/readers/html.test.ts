import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { htmlReader, readHtml } from '../../../ingest/readers/html.ts';
import { describeReader } from '../../contracts/reader.ts';

const BODY = [
  '某县人民政府办公室关于做好冬季供暖工作的通知',
  '某政办发〔2023〕12号',
  '各乡镇人民政府，县直各部门：',
  '为做好2023年冬季供暖工作，保障群众温暖过冬，经县政府同意，现将有关事项通知如下。',
  '一、供暖时间为11月1日至次年3月31日，室温不低于18℃。',
  '某县人民政府办公室',
  '2023年10月9日',
];

/** A page as content management systems print it, with everything that must go. */
const PAGE = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>冬季供暖 - 某县人民政府网</title>
<meta name="ArticleTitle" content="${BODY[0]}"><meta name="PubDate" content="2023-10-11 09:30"><meta name="ContentSource" content="县政府办"></head>
<body><div class="header"><a href="/">首页</a><a href="/zw">政务公开</a></div><ul class="nav"><li><a href="/a">互动交流</a></li></ul>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/wj">文件</a></div>
<table class="xxgk"><tr><td>索 引 号：</td><td>0001/2023-00012</td><td>发文机关：</td><td>某县人民政府办公室</td></tr>
<tr><td>发文字号：</td><td>某政办发〔2023〕12号</td><td>成文日期：</td><td>2023年10月09日</td></tr></table>
<h1>${BODY[0]}</h1><div class="info">发布时间：2023-10-11 09:30 来源：县政府办 浏览次数：<span>25</span></div>
<div class="share">分享到：<a>微信</a></div>
<div class="TRS_Editor">${BODY.slice(1)
  .map((line) => `<p>　　${line}</p>`)
  .join('')}
<table><tr><th>序号</th><th>小区</th><th>责任单位</th></tr><tr><td>1</td><td>东苑</td><td rowspan="2">住建局</td></tr>
<tr><td>2</td><td>西苑</td></tr><tr><td colspan="2">合计</td><td>2个</td></tr></table></div>
<p>附件：<a href="/files/1.docx">1.供暖小区名单.docx</a></p>
<div class="tools"><a>【打印】</a><a>【关闭】</a></div><div class="footer">版权所有：某县人民政府 电话：0954-1234567 网站标识码：6404240001</div></body></html>`;

const LINES = [
  ...BODY,
  '序号\t小区\t责任单位',
  '1\t东苑\t住建局',
  '2\t西苑\t',
  '合计\t\t2个',
  '附件：1.供暖小区名单.docx',
];

const page = (body: string) => `<html><head><title>页</title></head><body>${body}</body></html>`;
const lines = (html: string) => readHtml(html, 'utf-8', '页.html').text.split('\n').filter(Boolean);

describeReader(htmlReader, [
  { what: 'a page in UTF-8', fileName: '通知.html', bytes: () => Buffer.from(PAGE), lines: LINES },
  {
    what: 'a page in GB18030 that says so',
    fileName: '通知.html',
    bytes: () => iconv.encode(PAGE.replace('charset="utf-8"', 'charset="gb2312"'), 'gb18030'),
    lines: LINES,
  },
  {
    what: 'a page in GB18030 that claims UTF-8',
    fileName: '通知.html',
    bytes: () => iconv.encode(PAGE, 'gb18030'),
    lines: LINES,
  },
  {
    what: 'a page in a web archive',
    fileName: '通知.mhtml',
    bytes: () =>
      Buffer.from(
        `From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b1"\r\n\r\n----b1\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(PAGE).toString('base64')}\r\n----b1--\r\n`,
      ),
    lines: LINES,
  },
  {
    what: 'a page without any known name',
    fileName: '通知.html',
    bytes: () => Buffer.from(PAGE.replace('TRS_Editor', 'c7').replace('xxgk', 'x1')),
    lines: LINES,
  },
]);

describe('a page of a government site', () => {
  it('states number, issuer and both dates in its head table and meta elements', () => {
    expect(readHtml(PAGE, 'utf-8', '页.html').metadata).toEqual({
      title: BODY[0],
      documentNumber: '某政办发〔2023〕12号',
      issuer: '某县人民政府办公室',
      publisher: '县政府办',
      issuedOn: '2023-10-09',
      publishedOn: '2023-10-11',
      indexNumber: '0001/2023-00012',
    });
  });

  it('writes out numbers that the browser computes, and keeps powers apart', () => {
    expect(
      lines(
        page(
          '<p>要求如下，请各单位认真执行，不得延误。</p><ol><li>面积10<sup>4</sup>m<sup>2</sup></li><li>PM<sub>2.5</sub></li></ol>',
        ),
      ),
    ).toEqual(['要求如下，请各单位认真执行，不得延误。', '1. 面积10⁴m²', '2. PM2.5']);
  });

  it('reads a document laid out by tables, and nested tables where they stand', () => {
    expect(
      lines(
        page(
          '<table><tr><td><p>第一段，说明有关情况和要求，请遵照执行。</p><table><tr><td>项目</td><td>金额</td></tr><tr><td>供暖</td><td>35</td></tr></table></td></tr></table>',
        ),
      ),
    ).toEqual(['第一段，说明有关情况和要求，请遵照执行。', '项目\t金额', '供暖\t35']);
  });

  it('keeps a table in whose cells tables stand, and takes a text printed twice once', () => {
    const inner = '<table><tr><td>上</td><td>3</td></tr></table>';
    const rows = [1, 2, 3]
      .map((n) => `<tr><td>${n}</td><td>项目说明文字若干，${n === 2 ? inner : ''}</td></tr>`)
      .join('');
    expect(lines(page(`<p>为做好供暖工作，现将任务列表如下。</p><table>${rows}</table>`))).toEqual([
      '为做好供暖工作，现将任务列表如下。',
      '1\t项目说明文字若干，',
      '2\t项目说明文字若干， 上 3',
      '3\t项目说明文字若干，',
    ]);
    const text = '<p>为做好供暖工作，现将有关事项通知如下。</p>';
    expect(
      lines(page(`<div class="pc TRS_Editor">${text}</div><div class="wap TRS_Editor">${text}</div>`)),
    ).toHaveLength(1);
  });

  it('refuses absurd nesting and pages without text', async () => {
    await expect(
      htmlReader.read(Buffer.from(`<html>${'<div>'.repeat(5_000)}深`), '深.html', {}),
    ).rejects.toMatchObject({
      code: 'FILE_HOSTILE',
    });
    await expect(
      htmlReader.read(Buffer.from(page('<script>1</script>')), '空.html', {}),
    ).rejects.toMatchObject({
      code: 'FILE_EMPTY',
    });
  });
});
