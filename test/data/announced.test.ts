import { describe, expect, it } from 'vitest';
import { takeNewDocuments } from '../../data/announced.ts';
import { at } from '../support/deadlines.ts';
import { emptyLibrary, printNotice, type TestLibrary } from '../support/printed-notices.ts';

const notice = (number: string, subject: string) =>
  printNotice({
    number,
    title: `清河县人民政府办公室关于${subject}的通知`,
    body: [
      `为做好${subject}，根据上级有关部署，结合本县实际，经县人民政府同意，现就有关事项通知如下，请认真抓好落实。`,
      '一、各单位要认真组织实施。',
    ],
    date: '2023年7月1日',
  });
const OLD = notice('清政办发〔2023〕1号', '供暖工作');
const NEW = notice('清政办发〔2023〕2号', '防汛工作');

const idsIn = async (library: TestLibrary) =>
  (
    await library.database.kysely
      .selectFrom('documents')
      .select('id')
      .where('kind', '=', 'document')
      .execute()
  ).map((row) => row.id);

describe('takeNewDocuments', () => {
  it('takes the library as it is for known, then what was read in since, once', async () => {
    const library = emptyLibrary();
    await library.put('old.txt', OLD, at('2023-07-01 10:00'));
    expect(await takeNewDocuments(library.database)).toEqual([]);
    const before = new Set(await idsIn(library));
    await library.put('new.txt', NEW, at('2023-07-02 10:00'));
    const ids = (await idsIn(library)).filter((id) => !before.has(id));
    expect(ids).toHaveLength(1);
    expect(await takeNewDocuments(library.database)).toEqual(ids);
    expect(await takeNewDocuments(library.database)).toEqual([]);
  });

  it('leaves out the documents of a file whose words have not changed', async () => {
    const library = emptyLibrary();
    await library.put('issue.txt', OLD, at('2023-07-01 10:00'));
    expect(await takeNewDocuments(library.database)).toEqual([]);
    const [known] = await idsIn(library);
    await library.put('issue.txt', `${OLD}\n\n${NEW}`, at('2023-07-02 10:00'));
    const added = await takeNewDocuments(library.database);
    expect(added).toHaveLength(1);
    expect(added).not.toContain(known);
  });

  it('announces the first document of an empty library', async () => {
    const library = emptyLibrary();
    expect(await takeNewDocuments(library.database)).toEqual([]);
    await library.put('first.txt', NEW, at('2023-07-02 10:00'));
    expect(await takeNewDocuments(library.database)).toEqual(await idsIn(library));
  });
});
