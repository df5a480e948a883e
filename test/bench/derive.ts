/** Gazettes made from the sample: the same texts for other counties and years, for measuring at scale. */

const COUNTIES =
  '清河 安平 和顺 永丰 新安 长宁 太和 兴平 怀远 南岭 东阳 西川 北屯 云岭 石门 金溪 白水 青山 黄岩 临江'.split(
    ' ',
  );
const FIRST_YEAR = 2001;

/** The n-th derived gazette: county and year differ, and with them names, numbers and dates. */
export function deriveGazette(sample: string, n: number): { readonly name: string; readonly text: string } {
  const county = COUNTIES[n % COUNTIES.length] ?? '清河';
  const year = FIRST_YEAR + Math.floor(n / COUNTIES.length);
  const text = sample
    .replace(/[泾涇]源/g, county)
    .replace(/[泾涇](?=政|党)/g, county.slice(0, 1))
    .replaceAll('2023', String(year));
  return { name: `${county}县人民政府公报-${year}.txt`, text };
}
