import { describe, expect, it } from 'vitest';
import { splitDocuments } from '../../../ingest/structure/gazette.ts';
import { frameOf, readMetadata } from '../../../ingest/structure/metadata.ts';
import { repairText } from '../../../ingest/structure/repair.ts';
import { readOne } from '../../support/read-file.ts';

const metadataOf = (...lines: string[]) => readOne(lines.join('\n')).metadata;
const body =
  '为进一步规范有关工作，根据上级部署，结合本市实际，现就有关事项提出以下要求，请认真抓好贯彻落实。';

describe('metadata of a single document', () => {
  it('takes number, title, addressees, issuers and date from their places', () => {
    expect(
      metadataOf(
        '某市财政局 某市税务局关于做好减税降费工作的通知',
        '某财税〔2022〕15 号',
        '各县（区）财政局、税务局，市直有关单位：',
        body,
        '某市财政局 某市税务局',
        '2022年5月6日',
        '（此件公开发布）',
      ),
    ).toMatchObject({
      documentNumber: '某财税〔2022〕15号',
      title: '某市财政局某市税务局关于做好减税降费工作的通知',
      addressees: ['各县（区）财政局、税务局', '市直有关单位'],
      issuers: ['某市财政局', '某市税务局'],
      issuedOn: '2022-05-06',
      disclosure: '此件公开发布',
      visibility: 'public',
    });
  });

  it('keeps a document from the public that is not to be published', () => {
    expect(
      metadataOf('关于开展自查的通知', body, '某县公安局', '2022年5月6日', '（此件不予公开）').visibility,
    ).toBe('internal');
  });

  it('never takes the date of a page, of a meeting or of a cited document for the date of issue', () => {
    const page = [
      '某市民政局关于调整低保标准的公告',
      '发布时间：2022-06-01 来源：市民政局',
      '2022年5月20日，市政府召开常务会议，审议通过了有关调整方案，决定从本年度起提高标准。',
    ];
    expect(metadataOf(...page).issuedOn).toBeNull();
    expect(metadataOf(...page, '某市民政局', '2022年5月25日').issuedOn).toBe('2022-05-25');
  });

  it('reads an order whose number stands below its name', () => {
    expect(
      metadataOf(
        '中华人民共和国国务院令',
        '第708号',
        '《某某条例》已经2018年12月5日国务院第33次常务会议通过，现予公布，自2019年4月1日起施行，请各地区认真执行。',
        '总理 某某某',
        '2019年2月17日',
      ),
    ).toMatchObject({ documentNumber: '国务院令第708号', issuedOn: '2019-02-17', validFrom: '2019-04-01' });
  });

  it('reads an announcement whose number is its title', () => {
    expect(
      metadataOf('财政部 税务总局公告2020年第8号', body, '财政部 税务总局', '2020年2月6日'),
    ).toMatchObject({
      documentNumber: '财政部税务总局公告2020年第8号',
      issuers: ['财政部', '税务总局'],
    });
  });

  it('reads the particulars that a site prints above the text', () => {
    expect(
      metadataOf(
        '索 引 号：',
        '000014349/2019-00002',
        '发文机关：',
        '某省人民政府办公厅',
        '成文日期：',
        '2019年01月09日',
        '发文字号：',
        '某政办发〔2019〕3号',
        '发布日期：',
        '2019年01月22日',
        '某省人民政府办公厅关于推进',
        '老旧小区改造工作的意见',
        '某政办发〔2019〕3号',
        '各市、县人民政府：',
        body,
      ),
    ).toMatchObject({
      title: '某省人民政府办公厅关于推进老旧小区改造工作的意见',
      documentNumber: '某政办发〔2019〕3号',
      issuers: ['某省人民政府办公厅'],
      issuedOn: '2019-01-09',
      addressees: ['各市、县人民政府'],
    });
  });

  it('names the issuer in the title where nobody signed, and none where none is named', () => {
    expect(metadataOf('某市医疗保障局关于调整药品目录的通知', body).issuers).toEqual(['某市医疗保障局']);
    expect(metadataOf('我市多措并举促进就业', body)).toMatchObject({
      issuers: [],
      documentNumber: null,
      issuedOn: null,
    });
  });

  it('lets the publisher of a file have the last word', () => {
    const part = splitDocuments(repairText(`关于调整标准的通知\n${body}`).lines)[0];
    if (!part) throw new Error('no document');
    expect(
      readMetadata(part, frameOf(part), null, '文件', {
        title: '某县关于调整标准的通知',
        documentNumber: '某政发〔2021〕4号',
        issuer: '某县人民政府',
        issuedOn: '2021-03-04',
        expiresOn: '2026-03-03',
      }),
    ).toMatchObject({
      title: '某县关于调整标准的通知',
      documentNumber: '某政发〔2021〕4号',
      issuers: ['某县人民政府'],
      issuedOn: '2021-03-04',
      validUntil: '2026-03-03',
    });
  });
});

describe('the term of a document', () => {
  const termOf = (sentence: string) => {
    const { validFrom, validUntil } = metadataOf(
      '某市某某管理办法',
      body,
      sentence,
      '某市人民政府',
      '2021年3月31日',
    );
    return [validFrom, validUntil];
  };

  it.each([
    ['本办法自2021年5月1日起施行，有效期5年。', '2021-05-01', '2026-04-30'],
    ['本办法自印发之日起施行，有效期三年。', '2021-03-31', '2024-03-30'],
    ['本办法自公布之日起30日后施行。', '2021-04-30', null],
    ['本办法自发布之日起执行，试行期一年。', '2021-03-31', '2022-03-30'],
    ['本通知自印发之日起施行，有效期至2023年12月31日。', '2021-03-31', '2023-12-31'],
    ['本办法有效期自2021年4月1日至2024年3月31日。', '2021-04-01', '2024-03-31'],
    ['本通知适用截止时间为2021年6月30日。', null, '2021-06-30'],
    ['本办法由市财政局负责解释，自发布之日起施行。', '2021-03-31', null],
    ['本通告自发布之日起执行，有效期至应急响应解除之日止。', '2021-03-31', null],
    ['报警器检定（校验）有效期1年。', null, null],
    ['《旧办法》自2015年1月1日起施行，有效期5年，现予废止。', null, null],
    ['决定自2021年1月1日起实施一系列优惠政策。', null, null],
  ])('%s', (sentence, from, until) => expect(termOf(sentence)).toEqual([from, until]));
});
