/** True statements about a library, and ways to make each of them false. */
import type { Candidate } from '../../data/types.ts';
import { unitsOf } from '../../retrieval/units.ts';
import { atomise } from '../../retrieval/verify/atoms.ts';

/** A statement with the passages it cites. */
export interface Claim {
  readonly text: string;
  readonly passages: readonly Candidate[];
}

/** Kinds of falsehood, as the issue lists them. */
export const MUTATIONS = [
  'figure',
  'date',
  'measure',
  'unit',
  'person',
  'negation',
  'swapped passage',
  'merged clauses',
  'invented number',
  'exchanged figures',
] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** Numbers that look random and are the same in every run. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What the passages say, one claim a sentence or row. */
export function trueClaims(passages: readonly Candidate[]): Claim[] {
  return passages
    .flatMap((passage) => {
      if (passage.kind === 'row') {
        const cells = passage.cells.filter((cell) => !cell.inherited && cell.text !== '').slice(0, 5);
        return [
          { text: cells.map(({ header, text }) => `${header}：${text}`).join('；'), passages: [passage] },
        ];
      }
      if (passage.kind !== 'clause') return [];
      return unitsOf(passage).map(({ text }) => ({ text, passages: [passage] }));
    })
    .filter(({ text }) => atomise(text).texts.length >= 8);
}

const PERSON =
  /(?:任伟|张明|张毓龙|田鹏飞|李静|张怀彪|王荣|马晓红|禹兴昌|陈宝|赵宝安|任 伟|马 杰|秦小兵|古学宏|拜晓霞|丁继军|纳玉成)/g;
const UNIT =
  /(?:县|市|区)?(?:农业农村|自然资源|市场监管|应急管理|审批服务管理|财政|教育体育|教体|民政|公安|交通|水务|住建|卫健|文旅|发改|科技|人社|民宗|气象|生态环境|统计|司法|应急|电力)局|政府办|安委办|消防大队|县委组织部|宣传部|残联|乡镇人民政府|各乡镇|各乡（镇）/g;
const DATE = /(\d{4})\s*年(?:\s*(\d{1,2})\s*月)?(?:\s*(\d{1,2})\s*日)?|(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?/g;
const MEASURES: readonly (readonly [RegExp, string])[] = [
  [/万亩/, '亩'],
  [/(?<=\d)\s*亩/, '公顷'],
  [/(?<=\d)\s*%/, '‰'],
  [/(?<=\d)\s*万元/, '亿元'],
  [/(?<=\d)\s*元/, '万元'],
  [/(?<=\d)\s*个工作日/, '个月'],
  [/(?<=\d)\s*天/, '个月'],
  [/(?<=\d)\s*户/, '人'],
  [/(?<=\d)\s*(?:公里|km)/, '米'],
  [/(?<=\d)\s*(?:kg|千克|克)/, '吨'],
  [/(?<=\d)\s*个/, '万个'],
  [/(?<=\d)\s*次/, '年'],
  [/(?<=\d)\s*年(?!\d|底|度|第)/, '月'],
  [/(?<=\d)\s*人/, '户'],
  [/(?<=\d)\s*项/, '万元'],
];

type Pick = (below: number) => number;

function replaceOne(
  text: string,
  pattern: RegExp,
  pick: Pick,
  replace: (found: string) => string,
): string | null {
  const matches = [...text.matchAll(pattern)];
  const match = matches[pick(matches.length)];
  if (!match) return null;
  return text.slice(0, match.index) + replace(match[0]) + text.slice(match.index + match[0].length);
}

function otherFigure(figure: string, pick: Pick): string {
  const value = Number(figure);
  const ways = [value + 1, value * 10, value + 0.5, Math.max(1, value - 1) + 7, value + 100];
  return String(Number((ways[pick(ways.length)] ?? 0).toFixed(2)));
}

function mutateFigure({ text }: Claim, pick: Pick): string | null {
  const figure = /(?<![\d.年月〔第附件（(])\d+(?:\.\d+)?(?!\s*[\d年月日号.、）)〕行]|[a-z])/gi;
  return replaceOne(text, figure, pick, (found) => otherFigure(found, pick));
}

function mutateDate({ text }: Claim, pick: Pick): string | null {
  const shifted = (found: string) =>
    found.replace(/\d+(?=\D*$)/, (last) =>
      String(last.length === 4 ? Number(last) + 1 : (Number(last) % 12) + 1),
    );
  const ways = [
    () => replaceOne(text, DATE, pick, shifted),
    () => replaceOne(text, /(?<=[年月])底/g, pick, () => '初'),
    () => replaceOne(text, /(?<=[日月底])前/g, pick, () => '后'),
  ];
  const start = pick(ways.length);
  return ways[start]?.() ?? ways[0]?.() ?? null;
}

function mutateMeasure({ text }: Claim, pick: Pick): string | null {
  const fitting = MEASURES.filter(([pattern]) => pattern.test(text));
  const chosen = fitting[pick(fitting.length)];
  return chosen ? text.replace(chosen[0], chosen[1]) : null;
}

function otherOf(found: string, pattern: RegExp, claim: Claim, all: readonly string[], pick: Pick): string {
  const own = claim.passages.flatMap((each) => [...each.text.matchAll(pattern)].map(([word]) => word));
  const near = own.filter((word) => word !== found);
  const pool = near.length > 0 && pick(2) === 0 ? near : all.filter((word) => word !== found);
  return pool[pick(pool.length)] ?? '财政局';
}

const NEGATIONS: readonly (readonly [RegExp, string])[] = [
  [/不得/, '可以'],
  [/不得/, ''],
  [/严禁/, '鼓励'],
  [/严禁/, ''],
  [/防止/, ''],
  [/杜绝/, ''],
  [/不再/, '继续'],
  [/应当?/, '不应'],
  [/可以/, '不得'],
  [/可(?=[^持靠复])/, '不可'],
  [/必须/, '不必'],
  [/要(?=[^求素点件])/, '不要'],
  [/达到/, '未达到'],
  [/实行/, '不实行'],
  [/建立(?!健全)/, '不建立'],
  [/负责/, '不负责'],
  [/开展/, '停止开展'],
  [/加强/, '不再加强'],
  [/落实/, '不落实'],
  [/全面/, '不全面'],
  [/完成/, '无需完成'],
  [/推进/, '暂停推进'],
  [/未/, ''],
  [/无(?=[^害障人])/, '有'],
  [/不(?=[^断良])/, ''],
];

function mutateNegation({ text }: Claim, pick: Pick): string | null {
  const fitting = NEGATIONS.filter(([pattern]) => pattern.test(text));
  const chosen = fitting[pick(fitting.length)];
  return chosen ? text.replace(chosen[0], chosen[1]) : null;
}

function inventNumber({ text }: Claim, pick: Pick): string {
  const changed = text.replace(
    /(〔20\d\d〕\s*)(\d+)(?=\s*号)/,
    (_, year: string, serial: string) => `${year}${Number(serial) + 3}`,
  );
  if (changed !== text && pick(2) === 0) return changed;
  const ways = [
    `根据泾政办发〔2023〕${100 + pick(90)}号，${text}`,
    `按照国办发〔2022〕${10 + pick(30)}号要求，${text}`,
    `${text.replace(/[。；]$/, '')}（泾政发〔2021〕${5 + pick(50)}号）。`,
  ];
  return ways[pick(ways.length)] ?? text;
}

function exchangeFigures({ text }: Claim): string | null {
  const figures = [...text.matchAll(/(?<![\d.〔])\d+(?:\.\d+)?(?![\d.]|\s*[〕、.）)]|\s*年)/g)];
  const [a, b] = [figures[0], figures.find((each) => each[0] !== figures[0]?.[0])];
  if (!a || !b) return null;
  return (
    text.slice(0, a.index) +
    b[0] +
    text.slice(a.index + a[0].length, b.index) +
    a[0] +
    text.slice(b.index + b[0].length)
  );
}

/** The first half of one claim with the second half of another, cut where a careless writer would. */
function mergeClaims(claim: Claim, other: Claim, pick: Pick): Claim {
  const cut = (text: string) => {
    const commas = [...text.matchAll(/[，；：、]/g)]
      .map((each) => each.index + 1)
      .filter((at) => at > 3 && at < text.length - 4);
    return commas[pick(commas.length)] ?? Math.floor(text.length / 2);
  };
  const text = claim.text.slice(0, cut(claim.text)) + other.text.slice(cut(other.text));
  const passages = pick(2) === 0 ? [...claim.passages, ...other.passages] : claim.passages;
  return { text, passages };
}

/** One false version of a claim, or null where the claim has nothing of the kind. */
export function mutate(kind: Mutation, claim: Claim, claims: readonly Claim[], pick: Pick): Claim | null {
  const worded = (text: string | null): Claim | null => (text === null ? null : { ...claim, text });
  const other = () => claims[pick(claims.length)] ?? claim;
  const wordsOf = (pattern: RegExp) => [
    ...new Set(claims.flatMap((each) => [...each.text.matchAll(pattern)].map(([word]) => word))),
  ];
  switch (kind) {
    case 'figure':
      return worded(mutateFigure(claim, pick));
    case 'date':
      return worded(mutateDate(claim, pick));
    case 'measure':
      return worded(mutateMeasure(claim, pick));
    case 'unit':
      return worded(
        replaceOne(claim.text, UNIT, pick, (found) => otherOf(found, UNIT, claim, wordsOf(UNIT), pick)),
      );
    case 'person':
      return worded(
        replaceOne(claim.text, PERSON, pick, (found) => otherOf(found, PERSON, claim, wordsOf(PERSON), pick)),
      );
    case 'negation':
      return worded(mutateNegation(claim, pick));
    case 'swapped passage':
      return { ...claim, passages: other().passages };
    case 'merged clauses':
      return mergeClaims(claim, other(), pick);
    case 'invented number':
      return worded(inventNumber(claim, pick));
    case 'exchanged figures':
      return worded(exchangeFigures(claim));
    default:
      return kind satisfies never;
  }
}

const spelled = (text: string) => atomise(text).texts.join('');

/** Whether a mutant says nothing its passages do not say word for word, so that it is true after all. */
export function isTrueAfterAll(mutant: Claim, original: Claim): boolean {
  const said = spelled(mutant.text);
  if (said === spelled(original.text) && mutant.passages === original.passages) return true;
  return mutant.passages.some((passage) => {
    const own = passage.kind === 'row' ? passage.text.replaceAll(' | ', '；') : passage.text;
    return spelled(own).includes(said);
  });
}
