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
});
