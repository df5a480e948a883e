/** Questions that name year or county, or leave them open, over a library of look-alikes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../data/package-root.ts';
import type { Answer } from '../../data/types.ts';
import { publicScope } from '../../retrieval/access.ts';
import { DERIVED, type EditionFile, editionFiles, FACTS, HOME, repealNotice } from '../support/editions.ts';
import { emptyLibrary, type TestLibrary } from '../support/printed-notices.ts';

const NOW = new Date('2023-09-20T09:00:00+08:00');
const sample = readFileSync(join(packageRoot(), 'data/samples/泾源县人民政府公报-2023-04.txt'), 'utf8');
const files = editionFiles(sample);

/** A question with the edition that must answer it; null where none may. */
interface Case {
  readonly question: string;
  readonly right: EditionFile | null;
  readonly value: string | null;
  /** True where the question leaves year or county open: which edition is used must then be said. */
  readonly open: boolean;
}

const find = (county: string, year: number, serial: number) =>
  files.find(
    ({ edition, serial: own }) => own === serial && edition.county === county && edition.year === year,
  );

function makeCases(): readonly Case[] {
  const cases: Case[] = [];
  FACTS.forEach(({ serial, question }, i) => {
    const put = (text: string, right: EditionFile | undefined, open: boolean) =>
      cases.push({ question: text, right: right ?? null, value: right?.values[i] ?? null, open });
    for (const [n, { county, year }] of [HOME, ...DERIVED].entries()) {
      const named =
        n % 2 === 0 ? `${county}${year}年${question}？` : `${year}年${county}的方案里，${question}？`;
      put(named, find(county, year, serial), false);
    }
    for (const county of ['泾源县', '清河县', '安平县'])
      put(`${county}${question}？`, find(county, 2023, serial), true);
    for (const year of [2021, 2022]) put(`${year}年${question}？`, find('泾源县', year, serial), true);
    put(`${question}？`, find('泾源县', 2023, serial), true);
    put(`去年泾源县${question}？`, find('泾源县', 2022, serial), false);
    put(`清河的文件里${question}？`, find('清河县', 2023, serial), true);
    put(`清河县2019年${question}？`, undefined, false);
    put(`永丰县2023年${question}？`, undefined, false);
  });
  return cases;
}

/** What an answer used, and whether it may have misled. */
function judge(answer: Answer, { right, value, open }: Case): { right: boolean; silent: boolean } {
  if (answer.status !== 'answered') return { right: right === null, silent: false };
  const [first] = answer.citations;
  const isRight =
    right !== null &&
    first?.documentNumber === right.number &&
    answer.answer.includes(value ?? '') &&
    answer.citations.every(({ documentNumber }) => documentNumber === right.number);
  const says = answer.notices.some((notice) => /以上依据|另有|之后已有|废止/.test(notice));
  return { right: isRight && (!open || says), silent: !isRight && !says };
}

describe('look-alikes', () => {
  let library: TestLibrary;
  const cases = makeCases();

  beforeAll(async () => {
    library = emptyLibrary(NOW);
    await library.put('泾源县人民政府公报-2023-04.txt', sample);
    for (const { source, text, edition } of files) {
      if (edition !== HOME) await library.put(source, text);
    }
    const old = files
      .filter(({ edition }) => edition.county === '泾源县' && edition.year === 2021)
      .slice(0, 3);
    await library.put('废止.txt', repealNotice(old));
  });

  it('are a library of one gazette and at least thirty derived plans, asked a hundred questions', async () => {
    const documents = await library.assistant.documents(publicScope(), NOW);
    expect(documents.length).toBeGreaterThanOrEqual(12 + 30);
    expect(cases.length).toBeGreaterThanOrEqual(100);
    expect(documents.filter(({ validity }) => validity === 'repealed')).toHaveLength(3);
  });

  it('are answered from the right edition, and never silently from a wrong one', async () => {
    const wrong: string[] = [];
    let right = 0;
    let silent = 0;
    for (const each of cases) {
      const answer = await library.assistant.ask(each.question, publicScope(), NOW);
      const judged = judge(answer, each);
      if (judged.right) right++;
      else {
        const cited = answer.citations.map(({ documentNumber }) => documentNumber).join('、');
        wrong.push(
          `${judged.silent ? 'SILENT ' : ''}${each.question} wanted ${each.right?.number ?? 'none'} ${each.value}; ${answer.status} ${cited} ${answer.answer.slice(0, 60)} | ${answer.notices.join(' ')}`,
        );
      }
      if (judged.silent) silent++;
    }
    console.log(
      `look-alikes: right edition ${right}/${cases.length}, wrong one silently ${silent}\n${wrong.join('\n')}`,
    );
    expect(silent).toBe(0);
    expect(right / cases.length).toBeGreaterThanOrEqual(0.97);
  });
});
