import { describe, expect, it } from 'vitest';
import type { Passage } from '../../../data/types.ts';
import { readText, sampleText } from '../../support/read-file.ts';

const source = sampleText();
const file = readText(source);
const documents = file.documents.filter(({ metadata }) => metadata.kind === 'document');

const byNumber = (serial: string) => {
  const found = documents.find(({ metadata }) => metadata.documentNumber?.endsWith(`〕${serial}号`));
  if (!found) throw new Error(`no document ${serial}`);
  return found;
};

const at = (serial: string, locator: string): Passage[] =>
  byNumber(serial).passages.filter((passage) => passage.locator === locator);

/** A row's cells as `header=text`, inherited ones marked ^. */
const cells = (serial: string, locator: string): string[] =>
  at(serial, locator).flatMap((passage) =>
    passage.cells.map(({ header, text, inherited }) => `${inherited ? '^' : ''}${header}=${text}`),
  );

describe('the sample gazette as a library', () => {
  it('holds twelve documents behind its front matter', () => {
    expect(file.documents[0]?.metadata).toMatchObject({
      kind: 'front matter',
      publication: '泾源县人民政府公报 2023年第04期',
    });
    expect(documents.map(({ metadata }) => metadata.documentNumber)).toEqual([
      ...['泾党办发〔2023〕60号', '泾党办发〔2023〕61号', '泾政办规发〔2023〕3号', '泾政办发〔2023〕48号'],
      ...['泾政办发〔2023〕50号', '泾政办发〔2023〕51号', '泾政办发〔2023〕53号', '泾政办发〔2023〕55号'],
      ...['泾政办发〔2023〕56号', '泾政办发〔2023〕58号', '泾政办发〔2023〕59号', '泾政办发〔2023〕62号'],
    ]);
  });

  it('reads the date of issue at the head and at the end', () => {
    expect(documents.map(({ metadata }) => metadata.issuedOn)).toEqual([
      ...['2023-08-02', '2023-08-22', '2023-07-21', '2023-07-08', '2023-07-12', '2023-07-18'],
      ...['2023-07-28', '2023-08-04', '2023-08-11', '2023-08-14', '2023-08-14', '2023-08-31'],
    ]);
  });

  it('keeps both titles where contents and body differ, joint issuers, addressees, the one stated validity', () => {
    expect(byNumber('51').metadata.title).toBe(
      '泾源县人民政府办公室关于印发《泾源县2023年政务公开工作要点》的通知',
    );
    expect(byNumber('51').metadata.contentsTitle).toContain('政务公开要点的通知');
    expect(byNumber('60').metadata.issuers).toEqual(['中共泾源县委办公室', '泾源县人民政府办公室']);
    expect(byNumber('62').metadata.addressees).toEqual(['各乡（镇）人民政府', '政府各部门、直属机构']);
    expect(byNumber('3').metadata).toMatchObject({ validFrom: '2023-07-21', validUntil: '2023-12-31' });
    expect(documents.filter(({ metadata }) => metadata.validUntil)).toHaveLength(1);
  });

  it('numbers the attachments, those announced out of order and cut short included', () => {
    expect(byNumber('48').metadata.attachments).toHaveLength(8);
    expect(byNumber('62').metadata.attachments).toEqual([
      { number: '1', name: '泾源县创建国家水土保持示范县工作领导小组' },
      { number: '2', name: '涇源县创建国家水土保持示范县成员单位任务分工' },
    ]);
    expect(byNumber('56').metadata.attachments.map(({ number }) => number)).toEqual([
      ...['1', '2', '3', '4', '3-1', '3-2', '4-1', '4-2', '4-3', '4-4', '4-5'],
    ]);
    expect(byNumber('56').metadata.attachments[3]?.name).toBe('涇源县持证残疾人基本状况调查质量控制细则');
  });

  it('keeps the masthead findable', () => {
    const front = file.documents[0]?.passages.map(({ text }) => text).join('\n');
    expect(front).toContain('0954-5670061');
    expect(front).toContain('756400');
  });
});

describe('the clauses of the sample, as a clerk would cite them', () => {
  it.each([
    ['60', '正文标题', '目标责任分工方案'],
    ['60', '一、', '（2021-2025年）》（宁农（计）发〔2021〕57号）相关要求'],
    ['60', '二、（一）2.', '到2023年底，耕地数量不减少'],
    ['60', '二、（一）1.', '（责任单位：农业农村局，各乡镇）'],
    ['60', '三、（一）3.（2）', '自然资源局、市生态环境局泾源分局'],
    ['60', '四、（二）', '用好“自治区现代农业产业技术支撑体系'],
    ['60', '附件说明', '2. 涇源县贯彻落实2023年度'],
    ['61', '三、（一）4.（12）', '2027年12月底前全面完成危旧房整治'],
    ['61', '三、（二）7.（23）', '安全事故易发多发领域，重点查'],
    ['61', '三、（四）14.（37）', '履行安全生产职责的干部'],
    ['61', '四、（三）45.（80）', '牵头单位：纪委监委；配合单位：各乡镇、各部门'],
    ['3', '一、', '余额突破39亿元'],
    ['3', '二、（六）17.', '完善金融风险防控处置协调机制'],
    ['3', '正文末段', '有效期至2023年12月31日'],
    ['48', '二、（二）1.', '商贸中心马林俊（152****8778）'],
    ['48', '二、（二）2.', '住宅小区。深化社区治理'],
    ['48', '二、（二）3.', '企业指导人员：力天液化气公司撒永成'],
    ['48', '三、（二）', '必须7月30日前完成'],
    ['48', '联系方式', '联系电话：0954—5012943'],
    ['50', '四、县住建局', '负责统筹各成员单位抽调人员'],
    ['50', '三、', '住房补贴系数13.70%执行'],
    ['51', '五、（七）50.', '在本要点制发后15天内'],
    ['53', '三、名单', '马 强 市生态环境局泾源分局局长'],
    ['53', '三、县气象局', '负责做好创建方案的起草'],
    ['53', '四、（四）', '检查验收阶段（2023年10月底)'],
    ['55', '一、', '马强 固原市生态环境局泾源分局局长'],
    ['55', '二、财政局', '建立财政定期投入机制'],
    ['56', '七、', '县级为每年的10月10日前'],
    ['56', '附件1 名单', '者建军 县住房和城乡建设局副局长'],
    ['56', '附件2 三、', '每年举办 1 次信息采集人员培训'],
    ['56', '附件3 三、（三）', '县级为每年的10月10日前'],
    ['56', '附件3-1 四、7.', '【R9.是否就业】'],
    ['56', '附件4 附件说明', '4-3.资料交接单'],
    ['58', '二、（二）4.', '推进“163”政务服务模式市县一体化'],
    ['59', '二、（三）', '完成时限：2023年11月'],
    ['59', '二、（二）2.', '完成时限：2023年6月底'],
    ['62', '四、第三阶段', '2023年12月1日-2024年3月31日'],
    ['62', '附件说明', '附件：1. 泾源县创建国家水土保持示范'],
    ['62', '附件2 县水务局', '负责全国水土保持示范县创建资料的收集整理工作'],
    ['62', '附件2 县域内各项目建设单位', '按照批复要求上缴水土保持补偿费'],
  ])('%s号 %s', (serial, locator, words) => {
    expect(
      at(serial, locator)
        .map(({ text }) => text)
        .join('\n'),
    ).toContain(words);
  });

  it('puts the headings above a clause into its path, without the document title', () => {
    expect(at('61', '三、（一）4.（12）')[0]?.path).toEqual([
      '泾源县贯彻落实自治区党委十三届四次全会和固原市委五届八次精神及“1+37+8”系列文件责任分工方案',
      '三、重点任务及责任分工',
      '（一）立足于“防”，有效防范各类安全生产事故发生',
      '4.加大重点行业领域防控力度',
    ]);
  });

  it('joins a heading with the text below it and keeps headings of deeper clauses apart', () => {
    const kinds = byNumber('60').passages.map(({ kind, locator }) => `${kind} ${locator}`);
    expect(kinds).toContain('clause 四、（二）');
    expect(kinds).toContain('heading 四、');
    expect(kinds).not.toContain('clause 四、（二）第2段');
  });

  it('cuts long clauses at sentence ends under one locator, and leaves no passage endless', () => {
    expect(at('48', '三、（二）').length).toBeGreaterThan(1);
    const clauses = file.documents
      .flatMap(({ passages }) => passages)
      .filter(({ kind }) => kind === 'clause');
    expect(Math.max(...clauses.map(({ text }) => text.length))).toBeLessThanOrEqual(520);
  });
});

describe('the rows of the sample, cell by name', () => {
  it.each([
    ['60', '附件2 第9行', ['考核指标=化肥使用强度', '2023年目标=14.75', '^牵头单位=农业农村局']],
    [
      '60',
      '附件2 第9行',
      [
        '^推进措施=建立1个化肥减量增效技术示范点,示范推广测土配方施肥、水肥一体化、有机肥替代化肥等技术及缓(控)释肥、生物肥、水溶肥等高效新型肥料。',
      ],
    ],
    ['60', '附件2 第15行', ['2023年目标=42.24', '先行先试成果目标=总结提炼推进机制', '^牵头单位=自然资源局']],
    ['60', '附件2 第21行', ['考核指标=生物资源监测', '^配合单位=农业农村局、市生态环境局泾源分局,各乡(镇)']],
    ['61', '附件 第2行', ['^方案名称=城镇燃气安全提升行动', '^重点工作任务=1. 提升燃气生产经营环节安全水平']],
    ['61', '附件 第11行', ['重点工作任务=7. 提升智慧燃气建设水平', '^牵头单位=住建局']],
    [
      '61',
      '附件 第22行',
      ['^重点工作任务=1. 严格准入环节标准', '重点工作任务=①严格落实“禁限控”', '^牵头领导=任 伟'],
    ],
    [
      '61',
      '附件 第28行',
      ['^方案名称=深化危险化学品', '方案名称=品 安 全 治 理', '重点工作任务=① 严查经营资质'],
    ],
    ['61', '附件 第40行', ['^方案名称=品 安 全 治 理', '重点工作任务=② 保持“打非治违”高压态势']],
    [
      '61',
      '附件 第41行',
      ['方案名称=建 筑 施 工 安 全 提 升', '牵头单位=住建局', '责任单位=各项目建设 施工单位 各乡（镇）'],
    ],
    ['61', '附件 第60行', ['序号=6', '牵头领导=任伟', '牵头单位=供电公司']],
    ['48', '附件1 第5行', ['检查单元=安全管理', '检查情况=符合 □ 不符合 □']],
    ['48', '附件1 第12行', ['^检查单元=安全装置', '用户类型=非居民']],
    ['48', '附件1 第1行', ['=用户（企业）名称', '用户类型=非居民 □']],
    [
      '48',
      '附件4 第15行',
      ['^检查单元=钢瓶存放及用气场所检查', '检查项目=安装有燃气泄漏安全保护装置（切断阀采用硬管连接）'],
    ],
    [
      '48',
      '附件8 第20行',
      ['单位(部门)=县人社局', '包抓小区=盈德 A 区', '小区人数=894', '住建局指导人员=杨振江 187****3101'],
    ],
    ['48', '附件8 第21行', ['^住建局指导人员=杨振江 187****3101']],
    [
      '48',
      '附件8 第28行',
      ['企业指导人员=兰超 177****2977 杨东芳 181****5421', '^住建局指导人员=杨小兵 180****0567'],
    ],
    ['51', '附件 第3行', ['^重点工作=以信息公开助推民生持续改善', '责任单位=住房和城乡建设局']],
    ['51', '附件 第9行', ['主要内容=深化公共财政事权信息公开', '责任单位=财政局']],
    [
      '51',
      '附件 第24行',
      ['责任单位=发展和改革局 文化旅游广电局 生态环境局 住房和城乡建设局 自然资源局 农业农村局'],
    ],
    ['56', '附件4-5 第3行', ['^内容=实际填表人数', '内容=电话调查']],
    ['62', '附件1 第1行', ['职责=组 长', '姓名=马晓红', '职务=县人民政府县长', '^职责=组 员', '姓名=伍 月']],
    ['62', '附件1 第18行', ['姓名=马 强', '职务=固原市生态环境局 泾源分局局长']],
  ])('%s号 %s', (serial, locator, expected) => {
    expect(cells(serial, locator)).toEqual(expect.arrayContaining(expected));
  });

  it('leaves blank what is blank: no community for houses outside all of them', () => {
    const row = cells('48', '附件8 第53行');
    expect(row).toContain('包抓小区=工业园区 16-17 号楼');
    expect(row.some((cell) => /所在|户数|人数/.test(cell))).toBe(false);
  });

  it('shows a row with its caption, its section and its names, never as bare figures', () => {
    expect(at('60', '附件2 第5行')[0]?.text).toMatch(
      /^泾源县贯彻落实2023年度.*清单｜二、农业资源｜序号: 5 \| 考核指标: 耕地面积 \| 单位: 万亩 \| 2023年目标: 11\.92/,
    );
    expect(at('61', '附件 第41行')[0]?.text).toContain('方案名称: 建筑施工安全提升');
  });

  it('keeps the labels of forms that are empty', () => {
    const labels = at('48', '附件5 表头').map(({ text }) => text);
    expect(labels.join('\n')).toContain('执法处 罚金额 (元)');
    expect(labels.join('\n')).toContain('非居民用户 (户)');
  });

  it('holds no markup', () => {
    const all = file.documents.flatMap(({ passages }) => passages);
    expect(all.filter(({ text }) => /<\/?\w+|\*\*\S/.test(text.replace(/\d\*{4}\d/g, '')))).toEqual([]);
  });
});

describe('the spans of the sample', () => {
  it('point at the verbatim text of every clause and every cell', () => {
    const { text } = file.mended;
    for (const passage of file.documents.flatMap(({ passages }) => passages)) {
      if (passage.kind !== 'row') expect(text.slice(passage.span.start, passage.span.end)).toBe(passage.text);
      for (const cell of passage.cells) expect(text.slice(cell.span.start, cell.span.end)).toBe(cell.text);
    }
  });
});
