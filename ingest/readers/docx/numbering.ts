/** Computes the numbers that Word shows before the paragraphs of its lists. */
import { child, type Element, elements, value } from '../office/xml.ts';
import { formatNumber } from './number-format.ts';
import type { Styles } from './styles.ts';

interface Level {
  readonly start: number;
  readonly format: string;
  readonly text: string;
  readonly suffix: string;
  readonly restart: number | null;
  readonly plainDigits: boolean;
}

interface List {
  /** Lists of one abstract definition go on counting together. */
  readonly abstractId: string;
  readonly starts: ReadonlyMap<number, number>;
  readonly levels: ReadonlyMap<number, Level>;
}

function readLevel(level: Element): Level {
  const restart = value(level, ['w:lvlRestart']);
  return {
    start: Number(value(level, ['w:start']) ?? 1),
    format:
      value(level, ['w:numFmt']) ??
      value(level, ['mc:AlternateContent', 'mc:Fallback', 'w:numFmt']) ??
      'decimal',
    text: value(level, ['w:lvlText']) ?? '',
    suffix: value(level, ['w:suff']) ?? 'tab',
    restart: restart === undefined ? null : Number(restart),
    plainDigits: child(level, 'w:isLgl') !== undefined,
  };
}

const levelsOf = (parent: Element) =>
  new Map(elements(parent, 'w:lvl').map((level) => [Number(level.attributes['w:ilvl']), readLevel(level)]));

function readLists(root: Element | undefined, styles: Styles): Map<string, List> {
  const abstracts = new Map(
    elements(root, 'w:abstractNum').map((each) => [each.attributes['w:abstractNumId'] ?? '', each]),
  );
  const lists = new Map<string, List>();
  for (const num of elements(root, 'w:num')) {
    const abstractId = value(num, ['w:abstractNumId']) ?? '';
    const abstract = abstracts.get(abstractId);
    const link = value(abstract, ['w:numStyleLink']);
    const linked = link === undefined ? undefined : styles.numberingOf(link)?.listId;
    const source =
      linked === undefined
        ? abstract
        : (abstracts.get(
            value(
              elements(root, 'w:num').find((each) => each.attributes['w:numId'] === linked),
              ['w:abstractNumId'],
            ) ?? '',
          ) ?? abstract);
    const levels = new Map(source ? levelsOf(source) : []);
    const starts = new Map<number, number>();
    for (const override of elements(num, 'w:lvlOverride')) {
      const index = Number(override.attributes['w:ilvl']);
      const start = value(override, ['w:startOverride']);
      if (start !== undefined) starts.set(index, Number(start));
      const level = child(override, 'w:lvl');
      if (level) levels.set(index, readLevel(level));
    }
    lists.set(num.attributes['w:numId'] ?? '', { abstractId, starts, levels });
  }
  return lists;
}

/** Signs after which Chinese text follows without a space. */
const CLOSES = /[、，。：；）】〕》①-⓿㊀-㊉]$/;

/** Counts the lists of one document, paragraph by paragraph in order. */
export class Numbering {
  readonly #lists: ReadonlyMap<string, List>;
  readonly #counters = new Map<string, number[]>();
  readonly #started = new Set<string>();

  constructor(root: Element | undefined, styles: Styles) {
    this.#lists = readLists(root, styles);
  }

  /** The number before the next paragraph of a list, with what parts it from the text; `''` for bullets. */
  next(listId: string, levelIndex: number): string {
    const list = this.#lists.get(listId);
    const level = list?.levels.get(levelIndex);
    if (!list || !level) return '';
    const counters = this.#count(list, listId, levelIndex, level);
    if (level.format === 'bullet') return '';
    const number = level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const part = list.levels.get(index);
      const count = counters[index] ?? part?.start ?? 1;
      return formatNumber(
        count,
        level.plainDigits && index < levelIndex ? 'decimal' : (part?.format ?? 'decimal'),
      );
    });
    return number === '' || level.suffix === 'nothing' || CLOSES.test(number) ? number : `${number} `;
  }

  #count(list: List, listId: string, levelIndex: number, level: Level): number[] {
    const counters = this.#counters.get(list.abstractId) ?? [];
    this.#counters.set(list.abstractId, counters);
    const override = list.starts.get(levelIndex);
    const key = `${listId}:${levelIndex}`;
    if (override !== undefined && !this.#started.has(key)) counters[levelIndex] = override;
    else counters[levelIndex] = (counters[levelIndex] ?? level.start - 1) + 1;
    this.#started.add(key);
    for (let i = 0; i < levelIndex; i++) counters[i] ??= list.levels.get(i)?.start ?? 1;
    for (const deeper of list.levels.keys()) {
      const restart = list.levels.get(deeper)?.restart;
      const restarts = restart === null || restart === undefined ? true : restart > 0 && levelIndex < restart;
      if (deeper > levelIndex && restarts) delete counters[deeper];
    }
    return counters;
  }
}
