/** Files a document away: theme, place, days and years, and the keys by which its kin are found. */
import { type Day, parseDay, readDay } from '../data/day.ts';
import type { FilingKeys } from '../data/filings.ts';
import { themeNames, themeOf } from '../data/lexicon/themes.ts';
import { coreTitle, seriesTitle, titleKey, yearsOfTitle } from '../data/title-key.ts';
import type { DocumentRecord, Filing } from '../data/types.ts';
import { foldVariants } from '../data/variants.ts';
import type { FileMetadata } from './readers/reader.ts';
import { regionOf } from './region.ts';

/** What a reader knows of the page a document was published on; see readers/reader.ts. */
export interface PageFacts {
  readonly publishedOn?: Day | null;
  readonly theme?: string | null;
}

/** What a file's own metadata say of the page; a theme of the publisher's is kept only where it is one of ours. */
export function pageFacts(metadata: FileMetadata | undefined): PageFacts {
  const { publishedOn, theme } = metadata ?? {};
  const known = theme ? (themeNames().find((name) => theme.includes(name)) ?? null) : null;
  return { publishedOn: publishedOn ? parseDay(publishedOn) : null, theme: known };
}

/** 版记: the office that printed it, the day, 印发 at the line's end. */
const PRINTED = /^.{0,40}?(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*印发\s*$/m;
const PUBLISHED =
  /^(?:发布|公开|公布|上网)(?:日期|时间)\s*[:：]\s*(\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2})/m;
/** How many of a text's first words may show its theme. */
const LEAD = 800;

function readAnyDay(text: string | undefined): Day | null {
  const parts = text?.match(/\d+/g);
  return parts ? readDay(`${parts[0]}年${parts[1]}月${parts[2]}日`) : null;
}

/** Titles so short, or so general, that years of them are no one plan. */
const SHORTEST_SERIES = 6;

/** Region and title without year; the region is left out of the title where it stands there too. */
function seriesOf(record: DocumentRecord, region: string | null): string {
  if (record.kind === 'front matter') return '';
  const title = seriesTitle(record.title);
  const own = region ? foldVariants(region) : (record.issuers[0] ?? '');
  const rest = title.replaceAll(own, '');
  return rest.length < SHORTEST_SERIES ? '' : `${own}|${rest}`;
}

/** A document with what it is filed under, and its keys. */
export function fileAway(
  record: DocumentRecord,
  page: PageFacts = {},
): { readonly record: DocumentRecord & Filing; readonly keys: FilingKeys } {
  const isFront = record.kind === 'front matter';
  const { region, level } = regionOf(record);
  const years = isFront ? null : yearsOfTitle(record.title);
  const theme = page.theme ?? themeOf(coreTitle(record.title), record.issuers, record.text.slice(0, LEAD));
  const filing: Filing = {
    theme: isFront ? null : theme,
    region,
    level,
    printedOn: readAnyDay(PRINTED.exec(record.text)?.[1]),
    publishedOn: page.publishedOn ?? readAnyDay(PUBLISHED.exec(record.text)?.[1]),
    yearFrom: years?.from ?? null,
    yearTo: years?.to ?? null,
  };
  const keys = { titleKey: isFront ? '' : titleKey(record.title), series: seriesOf(record, region) };
  return { record: { ...record, ...filing }, keys };
}
