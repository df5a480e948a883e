/** Editions of the sample's plans for other years and counties, with other figures: a library of look-alikes. */
import { structureText } from '../../ingest/ingest.ts';
import { createTokenizer } from '../../retrieval/tokenize.ts';

/** Something an edition says that another one says otherwise. */
export interface Fact {
  /** Number of the sample's document, without agency and year. */
  readonly serial: number;
  /** Where the figure stands; the group is the figure. */
  readonly pattern: RegExp;
  readonly question: string;
  /** The figure of the n-th edition. */
  readonly value: (n: number) => string;
}

const fixed =
  (base: number, step: number, digits = 0) =>
  (n: number) =>
    (base + step * n).toFixed(digits);

export const FACTS: readonly Fact[] = [
  {
    serial: 60,
    pattern: /高标准农田达到([\d.]+)万亩/,
    question: '高标准农田要达到多少万亩',
    value: fixed(6.14, 0.11, 2),
  },
  {
    serial: 60,
    pattern: /森林覆盖率达到([\d.]+)%/,
    question: '农业绿色发展先行区的森林覆盖率目标是多少',
    value: fixed(31.2, 0.7, 1),
  },
  {
    serial: 3,
    pattern: /新增担保贷款([\d.]+)亿元/,
    question: '新增担保贷款要达到多少亿元',
    value: fixed(1.1, 0.3, 1),
  },
  {
    serial: 50,
    pattern: /住房补贴系数（([\d.]+)%）/,
    question: '住房补贴系数是多少',
    value: fixed(11.1, 0.2, 2),
  },
  {
    serial: 51,
    pattern: /动漫视频占比(\d+)%/,
    question: '政策解读的动漫视频占比要达到多少',
    value: fixed(21, 2),
  },
  {
    serial: 56,
    pattern: /补贴调查员(\d+)元/,
    question: '每调查1名残疾人补贴调查员多少元',
    value: fixed(7, 1),
  },
  {
    serial: 58,
    pattern: /全程网办率达到(\d+)%/,
    question: '政务服务事项全程网办率要达到多少',
    value: fixed(51, 2),
  },
  {
    serial: 62,
    pattern: /水土流失面积(\d+)平方公里/,
    question: '累计治理水土流失面积要达到多少平方公里',
    value: fixed(201, 13),
  },
];

/** An edition: whose and of which year. */
export interface Edition {
  readonly county: string;
  readonly year: number;
}

/** The sample's own county and year. */
export const HOME: Edition = { county: '泾源县', year: 2023 };

export const DERIVED: readonly Edition[] = [
  { county: '泾源县', year: 2021 },
  { county: '泾源县', year: 2022 },
  { county: '清河县', year: 2022 },
  { county: '清河县', year: 2023 },
  { county: '安平县', year: 2022 },
  { county: '安平县', year: 2023 },
];

const SERIALS = [...new Set(FACTS.map(({ serial }) => serial))];

/** A plan of an edition as a file. */
export interface EditionFile {
  readonly edition: Edition;
  readonly serial: number;
  readonly number: string;
  readonly source: string;
  readonly text: string;
  /** The figures it gives, in the order of FACTS; null where the fact is another plan's. */
  readonly values: readonly (string | null)[];
}

function setFigure(text: string, pattern: RegExp, value: string): string {
  return text.replace(new RegExp(pattern, 'g'), (whole, figure: string) => whole.replace(figure, value));
}

/** The sample's plans, by number. */
function samplePlans(sample: string): ReadonlyMap<number, { number: string; text: string }> {
  const source = { text: sample, format: 'utf-8', warnings: [] };
  const { drafts } = structureText(source, 'sample.txt', createTokenizer([]));
  return new Map(
    drafts.flatMap(({ record }) => {
      const serial = Number(/(\d+)号$/.exec(record.documentNumber ?? '')?.[1]);
      return record.documentNumber
        ? [[serial, { number: record.documentNumber, text: record.text }] as const]
        : [];
    }),
  );
}

/** Figures of the sample itself. */
function valuesOf(serial: number, text: string): (string | null)[] {
  return FACTS.map((fact) => (fact.serial === serial ? (fact.pattern.exec(text)?.[1] ?? null) : null));
}

/** All plans of all editions, the sample's own included (which is not to be read in twice). */
export function editionFiles(sample: string): readonly EditionFile[] {
  const plans = samplePlans(sample);
  const make = (edition: Edition, n: number, serial: number): EditionFile => {
    const plan = plans.get(serial);
    if (!plan) throw new Error(`the sample has no document ${serial}`);
    const bare = edition.county.slice(0, -1);
    const own = (text: string) =>
      text
        .replace(/[泾涇]源/g, bare)
        .replace(/[泾涇](?=[政党])/g, bare.slice(0, 1))
        .replaceAll('2023', String(edition.year));
    const figured = FACTS.reduce(
      (text, fact, i) =>
        fact.serial === serial && n >= 0 ? setFigure(text, fact.pattern, fact.value(n + i)) : text,
      own(plan.text),
    );
    return {
      edition,
      serial,
      number: own(plan.number),
      source: `${edition.county}-${edition.year}-${serial}.txt`,
      text: figured,
      values: valuesOf(serial, figured),
    };
  };
  return [HOME, ...DERIVED].flatMap((edition, n) => SERIALS.map((serial) => make(edition, n - 1, serial)));
}

/** A notice that repeals plans of earlier years. */
export function repealNotice(files: readonly EditionFile[]): string {
  const items = files.map(({ number }, i) => `${i + 1}. ${number}`);
  return [
    '泾源县人民政府办公室关于废止部分文件的通知',
    '泾政办发〔2023〕70号',
    '各乡镇人民政府，县政府各部门：',
    '经县人民政府同意，决定废止以下文件：',
    ...items,
    '泾源县人民政府办公室',
    '2023年9月1日',
    '（此件公开发布）',
  ].join('\n\n');
}
