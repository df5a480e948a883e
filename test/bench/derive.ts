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

const SUBJECTS = '供水 供热 绿化 养老 客运 消防 种业 水价 校车 托育 殡葬 气象 档案 旅游 电商 药品'.split(' ');

/** A short notice of its own: county, year, subject and figures differ with n. */
export function deriveNotice(n: number): { readonly name: string; readonly text: string } {
  const county = COUNTIES[n % COUNTIES.length] ?? '清河';
  const subject = SUBJECTS[Math.floor(n / COUNTIES.length) % SUBJECTS.length] ?? '供水';
  const year = 2000 + (Math.floor(n / (COUNTIES.length * SUBJECTS.length)) % 24);
  const text = [
    `${county}县人民政府办公室关于做好${year}年${subject}工作的通知`,
    `${county.slice(0, 1)}政办函〔${year}〕${(n % 900) + 1}号`,
    '各乡镇人民政府，县政府各部门：',
    `为做好${year}年${subject}工作，现将有关事项通知如下：`,
    `一、${subject}工作由县${subject}领导小组统筹，${year}年10月底前完成任务${(n % 97) + 3}项，合格率达到${80 + (n % 20)}%。`,
    `二、各乡镇要落实属地责任，每季度报送一次进展，联系电话0900-${1_000_000 + n}。`,
    `${county}县人民政府办公室`,
    `${year}年3月${(n % 28) + 1}日`,
    '（此件公开发布）',
  ].join('\n\n');
  return { name: `${county}县-${year}-${subject}-${n}.txt`, text };
}
