import { describe, expect, it } from 'vitest';
import { markdownReader } from '../../../ingest/readers/markdown.ts';
import { describeReader } from '../../contracts/reader.ts';

const TEXT = `---
title: 关于供暖的通知
---
# 关于供暖的**通知**

某政办发〔2023〕12号

- 见[附件](a.docx)
1. 室温不低于18\\℃

| 小区 | 户数 |
|---|---:|
| 东苑 | 35 |

\`\`\`
原样  12
\`\`\`
`;

describeReader(markdownReader, [
  {
    what: 'headings, lists, links and a table',
    fileName: '通知.md',
    bytes: () => Buffer.from(TEXT),
    lines: [
      '关于供暖的通知',
      '某政办发〔2023〕12号',
      '见附件',
      '1. 室温不低于18\\℃',
      '小区\t户数',
      '东苑\t35',
      '原样  12',
    ],
  },
]);

describe('Markdown', () => {
  it('states its title, and keeps the asterisks of a masked number', async () => {
    expect((await markdownReader.read(Buffer.from(TEXT), 'a.md', {})).metadata).toEqual({
      title: '关于供暖的通知',
    });
    const masked = await markdownReader.read(Buffer.from('电话177****2977、188****1234'), 'a.md', {});
    expect(masked.text).toBe('电话177****2977、188****1234');
  });
});
