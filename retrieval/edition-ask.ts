/** Which edition a question asks for: the years, places and level it names, in words the library knows. */
import type { Database } from '../data/database.ts';
import type { Day } from '../data/day.ts';
import { countRegions } from '../data/regions.ts';
import type { Level } from '../data/types.ts';
import type { Scope } from './access.ts';
import type { LibraryIndexes } from './index/indexes.ts';
import type { Query } from './query.ts';
import { fold, type Tokenizer } from './tokenize.ts';

/** What of editions a question names; empty lists leave it open. */
export interface EditionAsk {
  readonly years: readonly number[];
  /** Without what they are: 清河. */
  readonly places: readonly string[];
  readonly level: Level | null;
}

/** The places of a library: all, and the one most of its documents are of. */
export interface Regions {
  readonly all: readonly string[];
  readonly home: string | null;
}

const SUFFIX = /(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|县|区|旗|盟|州|镇|乡|街道)$/;

/** A place without what it is: 清河县 → 清河. */
export function barePlace(region: string): string {
  const bare = fold(region).replace(SUFFIX, '');
  return bare.length >= 2 ? bare : fold(region);
}

/** More than this share of the placed documents makes a place the library's own. */
const HOME_SHARE = 0.3;

const kept = new WeakMap<Database, Map<string, { version: number; regions: Regions }>>();

/** The places of a library within a scope, counted anew when it changes. */
export function regionsOf(
  { database, indexes }: { readonly database: Database; readonly indexes: LibraryIndexes },
  { visibilities }: Scope,
): Regions {
  const known = kept.get(database) ?? new Map();
  kept.set(database, known);
  const key = visibilities.join();
  const version = visibilities.reduce((sum, visibility) => sum + indexes[visibility].words.version, 0);
  const last = known.get(key);
  if (last?.version === version) return last.regions;
  const counts = countRegions(database, visibilities);
  const total = counts.reduce((sum, { documents }) => sum + documents, 0);
  const [first] = counts;
  const regions = {
    all: counts.map(({ region }) => region),
    home: first && first.documents >= HOME_SHARE * total ? first.region : null,
  };
  known.set(key, { version, regions });
  return regions;
}

const LEVELS: readonly (readonly [RegExp, Level])[] = [
  [/全国|国家层面|国务院|中央/, '国家'],
  [/全省|省级|省里|省上|全区性|自治区(?:级|的|里|层面)|区级层面/, '省'],
  [/全市|市级|市里|市上/, '市'],
  [/全县|县级|县里|县上|我县|本县/, '县'],
  [/乡级|镇级|镇里|乡里/, '乡镇'],
];

const TIME = /年|月|日|[上下]半/;

const RELATIVE: readonly (readonly [RegExp, number])[] = [
  [/前年/, -2],
  [/去年|上年度|上一年度?/, -1],
  [/明年|下一年度?/, 1],
];

function relativeYears(folded: string, today: Day | null): number[] {
  if (!today) return [];
  const year = Number(today.slice(0, 4));
  return RELATIVE.flatMap(([pattern, by]) => (pattern.test(folded) ? [year + by] : []));
}

/** Places of the library that a question names without what they are: 清河的补贴 names 清河县. */
function knownPlaces(folded: string, regions: Regions, tokenizer: Tokenizer): string[] {
  const mentioned = regions.all.map(barePlace).filter((bare) => folded.includes(bare));
  if (mentioned.length === 0) return [];
  const words = new Set(tokenizer.words(folded));
  return mentioned.filter(
    (bare) => words.has(bare) || [...words].some((word) => word.startsWith(bare) && SUFFIX.test(word)),
  );
}

/** What a question asks of editions; `today` gives 去年 a year. */
export function readEditionAsk(
  query: Query,
  regions: Regions,
  tokenizer: Tokenizer,
  today: Day | null,
): EditionAsk {
  const years = [...query.years.map(Number), ...relativeYears(query.folded, today)];
  const proper = new Set(tokenizer.places(query.folded).map(barePlace));
  // 去外县 reads like a county's name: one that neither a dictionary nor the library knows is none.
  const named = query.places.filter(({ name, known }) => (known && !TIME.test(name)) || proper.has(name));
  const places = [...named.map(({ name }) => name), ...knownPlaces(query.folded, regions, tokenizer)];
  return {
    years: [...new Set(years)],
    places: [...new Set(places)],
    level: LEVELS.find(([pattern]) => pattern.test(query.folded))?.[1] ?? null,
  };
}
