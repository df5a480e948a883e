import { describe, expect, it } from 'vitest';
import { renderCells } from '../../../ingest/structure/render.ts';
import { repairText } from '../../../ingest/structure/repair.ts';
import { readTable } from '../../../ingest/structure/tables.ts';

const rows = (text: string) => readTable(repairText(text).lines);
const shown = (text: string) =>
  rows(text)
    .filter((row) => row.kind === 'data')
    .map((row) => renderCells(row.cells));

describe('tables', () => {
  it('names each cell and supplies merged units from above, but never a figure', () => {
    expect(
      shown('序号\t指标\t目标\t牵头单位\t备注\n1\t耕地面积\t11.92\t自然资源局\t\n2\t森林覆盖率\t\t\t'),
    ).toEqual([
      '序号: 1 | 指标: 耕地面积 | 目标: 11.92 | 牵头单位: 自然资源局',
      '序号: 2 | 指标: 森林覆盖率 | 牵头单位: 自然资源局',
    ]);
  });

  it('does not carry a unit over a section row', () => {
    const [, second] = shown(
      '序号\t指标\t目标\t牵头单位\n1\t耕地\t5\t自然资源局\n二、农村生活\t\t\t\n2\t垃圾处理率\t85\t',
    );
    expect(second).toBe('序号: 2 | 指标: 垃圾处理率 | 目标: 85');
  });

  it('finds the columns of rows that are longer than the header', () => {
    const text =
      '序号\t方案名称\t重点工作任务\t牵头领导\t牵头单位\t责任单位\t\n1\t燃气安全\t1. 提升生产环节\t①严格准入\t\t住建局\t发改局 公安局\n\t\t\t②强化气源\t\t\t';
    expect(shown(text)).toEqual([
      '序号: 1 | 方案名称: 燃气安全 | 重点工作任务: 1. 提升生产环节 ①严格准入 | 牵头单位: 住建局 | 责任单位: 发改局 公安局',
      '方案名称: 燃气安全 | 重点工作任务: 1. 提升生产环节 ②强化气源 | 牵头单位: 住建局 | 责任单位: 发改局 公安局',
    ]);
  });

  it('takes a header repeated on the next page for layout, and joins a header of two rows', () => {
    expect(
      rows('序号\t单位\t户数\n1\t财政局\t144\n\n序号\t单位\t户数\n2\t司法局\t128').map((row) => row.kind),
    ).toEqual(['header', 'data', 'header', 'data']);
    expect(shown('地市\t入户安检数\t\t备注\n\t居民用户\t非居民用户\t\n某市\t10\t20\t')).toEqual([
      '地市: 某市 | 入户安检数·居民用户: 10 | 入户安检数·非居民用户: 20',
    ]);
  });

  it('gives exactly one row for each line', () => {
    const text =
      '用户名称\t\t用户电话\t\n检查单元\t检查项目\t用户类型\n安全\t有制度\t居民\n\t有培训\t居民\n其他\t\t';
    expect(rows(text)).toHaveLength(5);
  });

  it('counts a blank as "as above" only in columns that merge', () => {
    const text = [
      '序号\t单位\t小区\t社区\t指导人员',
      '1\t司法局\t甲小区\t东社区\t张三',
      '2\t财政局\t乙小区\t东社区\t',
      '3\t审计局\t丙小区\t东社区\t',
      '4\t园区\t丁楼\t\t',
    ].join('\n');
    expect(shown(text).slice(2)).toEqual([
      '序号: 3 | 单位: 审计局 | 小区: 丙小区 | 社区: 东社区 | 指导人员: 张三',
      '序号: 4 | 单位: 园区 | 小区: 丁楼 | 指导人员: 张三',
    ]);
  });

  it('goes on with a cell that a page end cut in two', () => {
    const header = '序号\t方案名称\t任务\t牵头单位';
    const text = [
      header,
      '1\t危险化学品\t1. 严格准入\t应急局',
      '\t\t2. 严控储存\t',
      '\t\t3. 严控运输\t',
      header,
      '\t安全治理\t4. 严控使用\t',
      '\t\t5. 加强演练\t',
      '2\t用电安全\t1. 加强巡查\t供电公司',
      '\t\t2. 加强宣传\t',
    ].join('\n');
    expect(shown(text).slice(3)).toEqual([
      '方案名称: 危险化学品 安全治理 | 任务: 4. 严控使用 | 牵头单位: 应急局',
      '方案名称: 危险化学品 安全治理 | 任务: 5. 加强演练 | 牵头单位: 应急局',
      '序号: 2 | 方案名称: 用电安全 | 任务: 1. 加强巡查 | 牵头单位: 供电公司',
      '方案名称: 用电安全 | 任务: 2. 加强宣传 | 牵头单位: 供电公司',
    ]);
  });

  it('moves cells that reading shifted to the columns that know their contents', () => {
    const text = [
      '检查单元\t检查项目\t检查情况\t处置措施\t用户类型',
      '安全管理\t有安全管理制度并在明显位置张贴\t符合□不符合□\t按要求整改\t居民',
      '\t人员经过专业培训并熟悉操作\t符合□不符合□\t按要求整改\t居民',
      '\t与供气企业签订供用气合同\t符合□不符合□\t按要求整改\t居民',
      '安装有泄漏安全保护装置并正常\t符合□不符合□\t按要求整改\t居民\t',
    ].join('\n');
    expect(shown(text).at(-1)).toBe(
      '检查单元: 安全管理 | 检查项目: 安装有泄漏安全保护装置并正常 | 检查情况: 符合□不符合□ | 处置措施: 按要求整改 | 用户类型: 居民',
    );
  });

  it('finds the one name that stands over two columns', () => {
    const text = [
      '序号\t重点工作\t主要内容\t责任单位\t进展',
      '1\t公开预算\t做好预算公开\t及时公开全部预算和决算信息，接受监督。\t财政局\t',
      '2\t\t做好收费公开\t定期发布收费目录清单。\t发展改革局\t',
    ].join('\n');
    expect(shown(text)[1]).toBe(
      '序号: 2 | 重点工作: 公开预算 | 主要内容: 做好收费公开 定期发布收费目录清单。 | 责任单位: 发展改革局',
    );
  });

  it('reads a form label by label and a roster by name and post, down each column of the page', () => {
    expect(shown('申请人\t\t电话\t\n单位\t某公司\t地址\t')).toEqual(['申请人 | 电话', '单位: 某公司 | 地址']);
    expect(
      shown(
        '组 长：张三\t县人民政府副县长\t周六\t县水务局局长\n组 员：李四\t县财政局局长\t吴 七\t县审计局局长\n王五\t县住建局局长\t\t',
      ),
    ).toEqual([
      '职责: 组长 | 姓名: 张三 | 职务: 县人民政府副县长 | 职责: 组员 | 姓名: 周六 | 职务: 县水务局局长',
      '职责: 组员 | 姓名: 李四 | 职务: 县财政局局长 | 职责: 组员 | 姓名: 吴七 | 职务: 县审计局局长',
      '职责: 组员 | 姓名: 王五 | 职务: 县住建局局长',
    ]);
  });

  it('begins another table at another header, and takes a drawn line for layout', () => {
    const read = rows('姓名\t职务\t电话\n甲\t局长\t1\n序号\t项目\t金额\n---\t---\t---\n1\t道路\t500');
    expect(read.map(({ kind, table }) => `${kind} ${table}`)).toEqual([
      ...['header 0', 'data 0', 'header 1', 'header 1', 'data 1'],
    ]);
  });

  it('knows a header without the usual words by the figures below it', () => {
    expect(shown('村组\t常住\t外出\n东庄\t120\t36')).toEqual(['村组: 东庄 | 常住: 120 | 外出: 36']);
  });

  it('takes lines of one cell above the header for the caption of the table', () => {
    const read = rows('2022年补贴标准\t\t\n单位：元\t\t\n对象\t标准\t期限\n低保户\t500\t按月');
    expect(read.map(({ kind }) => kind)).toEqual(['section', 'section', 'header', 'data']);
    expect(read[3]?.section).toBe('2022年补贴标准 单位：元');
  });
});
