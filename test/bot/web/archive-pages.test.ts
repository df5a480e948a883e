import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReference } from '../../../bot/channels/web/citation-text.ts';
import type { WebServer } from '../../../bot/channels/web/start-web-server.ts';
import { parseDay } from '../../../data/day.ts';
import {
  emptyLibrary,
  LIBRARY_NOW,
  type Notice,
  printNotice,
  type TestLibrary,
} from '../../support/printed-notices.ts';
import { send, startTestServer } from '../../support/web-server.ts';

const FIRE: Notice = {
  number: '清政办发〔2022〕5号',
  title: '清河县人民政府办公室关于印发《清河县森林防火管理办法》的通知',
  body: [
    '《清河县森林防火管理办法》已经县人民政府同意，现印发给你们。',
    '一、各乡镇人民政府每年3月31日前报送森林防火总结，巡护人员达到120人。',
    '二、本办法自2022年4月1日起施行，有效期至2027年3月31日。',
  ],
  date: '2022年3月1日',
};
const LATER: Notice = {
  number: '清政办发〔2023〕8号',
  title: '清河县人民政府办公室关于废止部分文件的通知',
  body: [
    '经研究，决定废止《清河县人民政府办公室关于印发〈清河县森林防火管理办法〉的通知》（清政办发〔2022〕5号），自2023年6月1日起执行。',
  ],
  date: '2023年5月20日',
};
const SECRET: Notice = {
  ...LATER,
  number: '清政办发〔2023〕9号',
  title: '清河县人民政府办公室关于值班工作的通知',
  note: '此件不公开',
};

let library: TestLibrary;
let server: WebServer;
const documents = new Map<string, string>();

beforeAll(async () => {
  library = emptyLibrary();
  await library.put('防火.txt', printNotice(FIRE));
  await library.put('防火.txt', printNotice(FIRE).replace('120人', '150人'));
  await library.put('废止.txt', printNotice(LATER));
  await library.put('值班.txt', printNotice(SECRET));
  server = await startTestServer({ assistant: library.assistant, now: () => LIBRARY_NOW });
  const { body } = await send(server, '/api/documents');
  for (const { id, documentNumber } of JSON.parse(body).documents) documents.set(documentNumber, id);
});
afterAll(async () => {
  await server.close();
  await library.close();
});

const idOf = (notice: Notice) => documents.get(notice.number ?? '') ?? '';
const json = async (path: string) => JSON.parse((await send(server, path)).body);
const listed = async (query: string) =>
  (await json(`/api/documents?${query}`)).documents.map(
    (each: { documentNumber: string }) => each.documentNumber,
  );

describe('browsing the library', () => {
  it.each([
    ['year=2022', [FIRE.number]],
    ['validity=repealed', [FIRE.number]],
    ['validity=in+force', [LATER.number]],
    [`issuer=${encodeURIComponent('清河县人民政府办公室')}&year=2023`, [LATER.number]],
    [`issuer=${encodeURIComponent('县人民政府')}`, [FIRE.number, LATER.number]],
    [`issuer=${encodeURIComponent('财政局')}`, []],
  ])('by %s', async (query, numbers) => expect(await listed(query)).toEqual(numbers));

  it('offers what there is, and never what is internal', async () => {
    const { body } = await send(server, '/documents?year=2023');
    expect(body).toContain('<option value="2023" selected="">2023 (1)</option>');
    expect(body).toContain('显示 1 份');
    expect(body).toContain(LATER.number);
    expect(body).not.toContain(FIRE.number);
    expect(body).not.toContain('值班');
    expect((await send(server, '/documents?year=x&validity=y')).status).toBe(200);
    expect((await send(server, '/api/documents?validity=y')).status).toBe(400);
  });
});

describe('the page of a document', () => {
  it('shows what repeals it, with the words that say so', async () => {
    const { body } = await send(server, `/documents/${idOf(FIRE)}`);
    expect(body).toContain('已被废止，见');
    expect(body).toContain(`href="/documents/${idOf(LATER)}"`);
    expect((await json(`/api/documents/${idOf(FIRE)}`)).relations).toMatchObject([
      { kind: 'repeals', direction: 'by', otherNumber: LATER.number, day: '2023-06-01' },
    ]);
  });

  it('lists its time limits, each leading to its clause', async () => {
    const { body } = await send(server, `/documents/${idOf(FIRE)}`);
    const { deadlines, passages } = await json(`/api/documents/${idOf(FIRE)}`);
    expect(deadlines.length).toBeGreaterThan(0);
    const { span } = deadlines[0];
    const passage = passages.find(
      (each: { span: typeof span }) => each.span.start <= span.start && span.start < each.span.end,
    );
    expect(body).toContain(`?mark=${span.start}-${span.end}#p-${passage.id}`);
    expect(Object.keys(deadlines[0])).not.toContain('note');
  });

  it('opens an earlier edition and says that it is one; another number leads nowhere', async () => {
    const url = `/documents/${idOf(FIRE)}?edition=1`;
    const { body } = await send(server, url);
    expect(body).toContain('这是更正前的旧版');
    expect(body).toContain('120人');
    expect((await send(server, `/documents/${idOf(FIRE)}`)).body).toContain(`href="${url}"`);
    expect(await json(`/api${url}`)).toMatchObject({ edition: 1 });
    expect((await send(server, `/api/documents/${idOf(FIRE)}/text?edition=1`)).body).toContain('120人');
    expect((await send(server, `/documents/${idOf(FIRE)}?edition=2`)).status).toBe(404);
  });

  it('gives the official text as a file that bears its number and title', async () => {
    const { headers, body } = await send(server, `/api/documents/${idOf(FIRE)}/text?download=1`);
    const name = decodeURIComponent(
      /filename\*=UTF-8''(\S+)/.exec(String(headers['content-disposition']))?.[1] ?? '',
    );
    expect(name).toMatch(
      /^清政办发〔2022〕5号 清河县人民政府办公室关于印发《清河县森林防火管理办法》的通知\.txt$/,
    );
    expect(body).toContain('150人');
  });

  it('gives its citation in the official form, and as an entry of a reference list', async () => {
    const { citation } = await json(`/api/documents/${idOf(FIRE)}`);
    expect(citation.official).toBe(
      '《清河县人民政府办公室关于印发〈清河县森林防火管理办法〉的通知》（清政办发〔2022〕5号）',
    );
    expect(citation.reference).toBe(
      '清河县人民政府办公室. 清河县人民政府办公室关于印发《清河县森林防火管理办法》的通知：清政办发〔2022〕5号[A]. 2022-03-01.',
    );
    expect((await send(server, `/documents/${idOf(FIRE)}`)).body).toContain(citation.official);
    const bare = {
      title: '某通知',
      documentNumber: null,
      issuers: [],
      issuedOn: parseDay('2022-03-01'),
      publication: '某公报 2022年第1期',
    };
    expect(writeReference(bare)).toBe('某通知[A]. 某公报 2022年第1期，2022-03-01.');
  });
});
