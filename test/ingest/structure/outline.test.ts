import { describe, expect, it } from 'vitest';
import { readOne, written } from '../../support/read-file.ts';

const clauses = (...lines: string[]) => written(readOne(lines.join('\n')).passages);
const long = (sentence: string, times: number) => sentence.repeat(times);

describe('the outline of a plan behind its covering notice', () => {
  it('gives notice, signature, title, headings, clauses, duties and attachments their places', () => {
    expect(
      clauses(
        '某县人民政府办公室关于印发《某县河道治理方案》的通知',
        '某政办发〔2022〕31号',
        '各乡镇人民政府，县直各部门：',
        '现将《某县河道治理方案》印发给你们，请遵照执行。',
        '某县人民政府办公室',
        '2022年4月2日',
        '某县河道治理方案',
        '为改善河道环境，结合实际，制定本方案。',
        '一、目标任务',
        '到2022年底，完成治理河道12条，实现水清岸绿。',
        '二、工作措施',
        '（一）加强巡查',
        '1．建立台账。逐条登记，每月更新。',
        '责任单位：县水务局、各乡镇',
        '完成时限：2022年6月底',
        '2．清理垃圾。集中清理沿岸垃圾。',
        '（二）加大投入，保障运转。',
        '县财政局每年安排50万元专项资金。',
        '三、职责分工',
        '县水务局：负责统筹协调。',
        '县财政局：负责落实资金。',
        '本方案自印发之日起施行。',
        '附件：1．河道名单',
        '2．考核表',
        '附件1',
        '河道名单',
        '序号\t河道\t长度\t责任人',
        '1\t清水河\t12.5\t张三',
        '2\t沙河\t8\t',
        '附件2',
        '考核表',
        '考核项目\t标准\t得分',
      ),
    ).toEqual([
      '标题: 某县人民政府办公室关于印发《某县河道治理方案》的通知⏎某政办发〔2022〕31号⏎各乡镇人民政府，县直各部门：',
      '通知: 现将《某县河道治理方案》印发给你们，请遵照执行。',
      '落款: 某县人民政府办公室⏎2022年4月2日',
      '正文标题: 某县河道治理方案',
      '正文第1段: 为改善河道环境，结合实际，制定本方案。',
      '一、: 一、目标任务⏎到2022年底，完成治理河道12条，实现水清岸绿。',
      '二、: 二、工作措施',
      '二、（一）: （一）加强巡查',
      '二、（一）1.: 1．建立台账。逐条登记，每月更新。⏎责任单位：县水务局、各乡镇⏎完成时限：2022年6月底',
      '二、（一）2.: 2．清理垃圾。集中清理沿岸垃圾。',
      '二、（二）: （二）加大投入，保障运转。⏎县财政局每年安排50万元专项资金。',
      '三、: 三、职责分工',
      '三、县水务局: 县水务局：负责统筹协调。',
      '三、县财政局: 县财政局：负责落实资金。',
      '正文末段: 本方案自印发之日起施行。',
      '附件说明: 附件：1．河道名单⏎2．考核表',
      '附件1: 附件1⏎河道名单',
      '附件1 第1行: 河道名单｜序号: 1 | 河道: 清水河 | 长度: 12.5 | 责任人: 张三',
      '附件1 第2行: 河道名单｜序号: 2 | 河道: 沙河 | 长度: 8 | 责任人: 张三',
      '附件2: 附件2⏎考核表',
      '附件2 表头: 考核表｜考核项目 | 标准 | 得分',
    ]);
  });

  it('puts the place in the outline into the entries, with their spans', () => {
    const { outline } = readOne(
      '某县治理方案\n一、目标\n（一）近期目标。完成12项。\n（二）远期目标。完成30项。',
    );
    expect(outline.map(({ level, label, heading }) => `${level} ${label} ${heading}`)).toEqual([
      '1 一、 目标',
      '2 （一） 近期目标',
      '2 （二） 远期目标',
    ]);
  });
});

describe('articles', () => {
  it('are cited without their chapter, their paragraphs as 款', () => {
    expect(
      clauses(
        '某市河道管理办法',
        '第一章 总则',
        '第一条 为加强河道管理，制定本办法。',
        '第二章 保护',
        '第二条 禁止下列行为：',
        '（一）倾倒垃圾；',
        '（二）擅自取土。',
        '第三条 违反第二条规定的，责令改正。',
        '拒不改正的，处二百元罚款。',
      ).slice(1),
    ).toEqual([
      '第一章: 第一章 总则',
      '第一条: 第一条 为加强河道管理，制定本办法。',
      '第二章: 第二章 保护',
      '第二条: 第二条 禁止下列行为：⏎（一）倾倒垃圾；⏎（二）擅自取土。',
      '第三条: 第三条 违反第二条规定的，责令改正。',
      '第三条第2款: 拒不改正的，处二百元罚款。',
    ]);
  });
});

describe('what belongs together', () => {
  it('numbers the clause whose number scanning lost', () => {
    expect(
      clauses(
        '某县排查方案',
        '一、分工',
        '1. 商户。由住建局牵头排查。',
        '住宅小区。由各包抓单位逐户排查。',
        '责任单位：住建局',
        '3. 学校。由教体局牵头排查。',
        '其他场所。由主管部门排查。',
      ).slice(2),
    ).toEqual([
      '一、1.: 1. 商户。由住建局牵头排查。',
      '一、2.: 住宅小区。由各包抓单位逐户排查。⏎责任单位：住建局',
      '一、3.: 3. 学校。由教体局牵头排查。',
      '一、3.第2段: 其他场所。由主管部门排查。',
    ]);
  });

  it('keeps the people to call with the clause they answer for, and the office line apart', () => {
    expect(
      clauses(
        '某县排查方案',
        '一、商户排查。由住建局牵头，逐户登记。',
        '责任人：住建局甲（181****1818）',
        '商贸中心乙（152****8778）',
        '联系人：丙 联系电话：0954-5012943',
        '邮箱：office@example.cn',
      ).slice(1),
    ).toEqual([
      '一、: 一、商户排查。由住建局牵头，逐户登记。⏎责任人：住建局甲（181****1818）⏎商贸中心乙（152****8778）',
      '联系方式: 联系人：丙 联系电话：0954-5012943⏎邮箱：office@example.cn',
    ]);
  });

  it('keeps a roster in one piece under its heading', () => {
    expect(
      clauses(
        '某县成立领导小组的通知',
        '一、组成人员',
        '组 长：张三 县人民政府副县长',
        '成 员：李四 县财政局局长',
        '王五 县水务局局长',
        '二、办公室',
        '办公室设在县水务局，由王五同志兼任主任。',
      ).slice(1),
    ).toEqual([
      '一、: 一、组成人员⏎组 长：张三 县人民政府副县长⏎成 员：李四 县财政局局长⏎王五 县水务局局长',
      '二、: 二、办公室⏎办公室设在县水务局，由王五同志兼任主任。',
    ]);
  });

  it('cuts a long paragraph at sentence ends, with its heading in the path of the rest', () => {
    const { passages } = readOne(
      `某县方案\n一、措施\n（一）加强巡查。${long('各乡镇每月巡查不少于两次并建立台账。', 40)}（责任单位：各乡镇）`,
    );
    const pieces = passages.filter(({ locator }) => locator === '一、（一）');
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.every(({ text }) => text.length <= 500 && /[。）]$/.test(text))).toBe(true);
    expect(pieces.at(-1)?.text).toContain('每月巡查');
    expect(pieces.at(-1)?.path).toEqual(['一、措施', '（一）加强巡查']);
  });

  it('cuts the duties of many units in one long paragraph unit by unit', () => {
    const duty = (unit: string) => `${unit}负责${long('推进本领域各项工作，及时调度进展，', 9)}按时报送；`;
    const locators = readOne(
      `某县通知\n一、职责分工\n${['自然资源局', '财政局', '水务局'].map(duty).join('')}`,
    ).passages.map(({ locator }) => locator);
    expect(locators).toEqual(expect.arrayContaining(['一、自然资源局', '一、财政局', '一、水务局']));
  });

  it('takes the heading from before the full stop, with its brackets whole', () => {
    const { outline } = readOne(
      '某县方案\n一、坚持“三察（查）一体”联动督查。建立专门台账。\n二、【R3.婚姻状况】：20周岁及以上填报。其余不填。',
    );
    expect(outline.map(({ heading }) => heading)).toEqual([
      '坚持“三察（查）一体”联动督查',
      '【R3.婚姻状况】',
    ]);
  });
});

describe('small pieces', () => {
  it('are read together: the paragraphs of a text without numbers, up to the size of a passage', () => {
    const paragraph = (n: number) =>
      `第${n}次会议研究了防汛工作，要求各乡镇落实责任，${'加强值守，'.repeat(20)}确保安全。`;
    expect(
      readOne(`我市部署防汛工作\n${[1, 2, 3, 4, 5].map(paragraph).join('\n')}`).passages.map(
        ({ locator }) => locator,
      ),
    ).toEqual(['标题', '正文第1—3段', '正文第4—5段']);
  });

  it('a short list stays with its heading, a long one is cited item by item', () => {
    const items = (text: string) => ['1、', '2、', '3、'].map((number) => `${number}${text}`);
    const locators = (text: string) =>
      readOne(
        ['某县细则', '一、培训内容', ...items(text), '二、培训时间', '每年举办1次。'].join('\n'),
      ).passages.map(({ locator }) => locator);
    expect(locators('调查工作流程和要求。')).toEqual(['标题', '一、', '二、']);
    expect(locators(`${'熟练掌握调查内容，'.repeat(9)}确保质量。`)).toEqual([
      '标题',
      ...['一、', '一、1.', '一、2.', '一、3.'],
      '二、',
    ]);
  });
});

describe('the foot of a document', () => {
  it('holds the record of printing apart from the last clause', () => {
    expect(
      clauses(
        '某县通知',
        '一、要求。按时报送。',
        '抄送：县委办公室，县人大办公室。',
        '某县人民政府办公室 2022年3月2日印发',
      ).slice(2),
    ).toEqual(['版记: 抄送：县委办公室，县人大办公室。', '版记: 某县人民政府办公室 2022年3月2日印发']);
  });
});

describe('attachments', () => {
  it('are found without a head by the title that was announced', () => {
    const passages = clauses(
      '某县政务公开工作要点',
      '一、总体要求。坚持公开透明，按时更新。',
      '附件：某县2022年政务公开重点任务台账',
      '某县2022年政务公开任务台账（填报版）',
      '填报单位：',
      '序号\t任务\t单位',
      '1\t公开预算\t财政局',
    );
    expect(passages.slice(-3)).toEqual([
      '附件: 某县2022年政务公开任务台账（填报版）',
      '附件 第1段: 填报单位：',
      '附件 第1行: 某县2022年政务公开任务台账（填报版）｜序号: 1 | 任务: 公开预算 | 单位: 财政局',
    ]);
  });

  it('complete a list that a page end tore apart and put out of order', () => {
    const { metadata, passages } = readOne(
      [
        '某县创建方案',
        '一、强化保障。各单位要密切配合，按时报送。',
        '县工作领导小组',
        '2. 某县创建示范县成员单',
        '附件：1. 某县创建示范',
        '位任务分工',
        '附件：1',
        '某县创建示范县工作领导小组',
        '组长由县长担任，办公室设在县水务局。',
        '附件：2',
        '某县创建示范县成员单位任务分工',
        '县水务局：负责申报。',
      ].join('\n'),
    );
    expect(metadata.attachments).toEqual([
      { number: '1', name: '某县创建示范县工作领导小组' },
      { number: '2', name: '某县创建示范县成员单位任务分工' },
    ]);
    expect(written(passages).filter((each) => each.startsWith('附件说明'))).toEqual([
      '附件说明: 县工作领导小组⏎2. 某县创建示范县成员单⏎附件：1. 某县创建示范⏎位任务分工',
    ]);
    expect(passages.at(-1)?.locator).toBe('附件2 县水务局');
  });

  it.each([
    ['附件 3-1:', '附件3-1'],
    ['附件：1', '附件1'],
    ['附件', '附件'],
    ['附表2', '附表2'],
    ['附 件 一', '附件一'],
  ])('begin under the head %s', (head, locator) => {
    const passages = clauses('某县方案', '一、目标。完成12项。', head, '任务分解表', '各单位按月报送。');
    expect(passages.slice(-2)).toEqual([
      `${locator}: ${head}⏎任务分解表`,
      `${locator} 第1段: 各单位按月报送。`,
    ]);
  });
});
