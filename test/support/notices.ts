/** Made-up notices of a county that is in no sample: small enough to know every figure. */

/** A notice for everybody. */
export const PUBLIC_NOTICE = `清河县人民政府办公室关于做好冬季供暖工作的通知

清政办发〔2024〕6号

各乡镇人民政府，县直各部门：

一、供暖时间

全县集中供暖自2024年11月1日起，至2025年3月31日止。

二、供暖标准

居民室内温度不低于18℃，收费标准为每平方米19元。

清河县人民政府办公室

2024年10月20日

（此件公开发布）
`;

/** A notice that staff alone may see. */
export const INTERNAL_NOTICE = `清河县人民政府办公室关于做好冬季值班工作的通知

清政办发〔2024〕7号

各乡镇人民政府，县直各部门：

一、值班时间

各单位每天安排两名干部值班，值班时间为上午8时至次日上午8时。

二、值班补助

值班表于2024年12月1日前报县政府办公室，值班补助每人每天80元。

清河县人民政府办公室

2024年11月20日

（此件不公开）
`;
