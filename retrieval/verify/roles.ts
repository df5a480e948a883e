/** Duties in a source (责任单位：农业农村局，各乡镇) and in a sentence (由农业农村局负责), compared name by name. */
import { fold } from '../tokenize.ts';
import { ROLES } from './wordings.ts';

/** Who bears a duty, by the duty's root (牵头, 责任, 配合, 包抓). A root that stands twice is left out. */
export type Duties = ReadonlyMap<string, ReadonlySet<string>>;

const LABEL = '(牵头|责任|配合|包抓)(?:领导|单位|部门|人|责任人|县级领导)?';
const IN_BRACKETS = new RegExp(`${LABEL}:([^:;)。\\n]+)`, 'g');
const NAME_BREAK = /[、,\s]+|以及|和|与|及/;

const namesOf = (text: string) => text.split(NAME_BREAK).filter(Boolean);

/** Every way to write names that blank space or wrapped lines may have cut in two. */
function spellings(text: string): string[] {
  return [...namesOf(text), ...text.split(/[、,;]/).map((each) => each.replace(/\s/g, ''))].filter(Boolean);
}

function collect(found: readonly (readonly [root: string, names: readonly string[]])[]): Duties {
  const duties = new Map<string, ReadonlySet<string>>();
  const twice = new Set<string>();
  for (const [root, names] of found) {
    if (duties.has(root)) twice.add(root);
    duties.set(root, new Set([...(duties.get(root) ?? []), ...names]));
  }
  for (const root of twice) duties.delete(root);
  return duties;
}

/** The duties that a clause states in its brackets; 牵头领导 and 牵头单位 count as one duty with both names. */
export function dutiesOfClause(text: string): Duties {
  const plain = fold(text).replace(/[*]/g, '');
  const byLabel = new Map<string, [string, string[]]>();
  const repeated: [string, string[]][] = [];
  for (const match of plain.matchAll(IN_BRACKETS)) {
    const label = match[0].slice(0, match[0].indexOf(':'));
    const names = spellings(match[2] ?? '');
    if (byLabel.has(label)) repeated.push([match[1] ?? '', names]);
    else byLabel.set(label, [match[1] ?? '', names]);
  }
  const merged = new Map<string, string[]>();
  for (const [root, names] of byLabel.values()) merged.set(root, [...(merged.get(root) ?? []), ...names]);
  return collect([...merged, ...repeated]);
}

/** The duties that a table row states in its columns. */
export function dutiesOfRow(cells: readonly { readonly header: string; readonly text: string }[]): Duties {
  const merged = new Map<string, string[]>();
  const takesCare = cells.some(({ header }) => /包抓(?:小区|对象|区域|村|项目|企业)/.test(header));
  for (const { header, text } of cells) {
    const root =
      new RegExp(LABEL).exec(fold(header))?.[1] ?? (takesCare && /^单位/.test(header) ? '包抓' : undefined);
    if (root) merged.set(root, [...(merged.get(root) ?? []), ...spellings(fold(text))]);
  }
  return collect([...merged]);
}

const verbs = ROLES.flatMap(({ verbs }) => verbs).sort((a, b) => b.length - a.length);
const VERBS = verbs.join('|');
const BY_VERB = new RegExp(
  `(?:^|(?<=[,;:]))(?:由|,|并由)*([^,;:由]{2,120}?)(?:共同|联合)?(${VERBS})(?=$|[,;.])`,
  'g',
);
const WITH_BY = new RegExp(`(?:并)?由([^,;:由]{2,120}?)(?:共同|联合)?(${VERBS})`, 'g');
const BY_LABEL = new RegExp(`${LABEL}(?:是|为|有|包括|:)+([^,;:]{2,160})(?=$|[,;.])`, 'g');

/**
 * A folded sentence with every duty that the source bears out taken away: `完成整治,由住建局牵头` → `完成整治,`.
 * What the source does not bear out stays, to be compared word by word.
 */
export function withoutDuties(
  sentence: string,
  duties: Duties,
): { readonly rest: string; readonly found: number } {
  if (duties.size === 0) return { rest: sentence, found: 0 };
  const found: string[] = [];
  const holds = (root: string | undefined, names: string) => {
    const known = root === undefined ? undefined : duties.get(root);
    const named = namesOf(names);
    const stands =
      known !== undefined && named.every((name) => known.has(name)) && new Set(named).size === named.length;
    if (stands) found.push(...named);
    return stands;
  };
  const byVerb = (whole: string, names: string, verb: string) => {
    const root = ROLES.find((role) => role.verbs.includes(verb))?.root;
    return holds(root, names) ? ',' : whole;
  };
  const rest = sentence
    .replace(BY_VERB, byVerb)
    .replace(WITH_BY, byVerb)
    .replace(BY_LABEL, (whole, root: string, names: string) => (holds(root, names) ? ',' : whole));
  const repeats = found.some((name) => rest.includes(name)) || new Set(found).size < found.length;
  return repeats ? { rest: sentence, found: 0 } : { rest, found: found.length };
}
