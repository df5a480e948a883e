import type { Span } from '../types.ts';
import { lazily } from './lazily.ts';
import { type LexiconLine, readLexicon } from './lexicon-file.ts';
import { plain } from './plain.ts';

/** One name of a department, and where in running text it may stand. */
export interface DepartmentName {
  readonly text: string;
  /** The department's canonical full name. */
  readonly key: string;
  /** Only where no other word touches it: 工会, but not in 工会会员. */
  readonly standsAlone: boolean;
  /** Characters it may not follow: 防办 is no 防办 in 消防办. */
  readonly notAfter: string;
}

/** A department named in a text. The span is the name without its place or level: 财政局 in 县财政局. */
export interface DepartmentMention extends Span {
  readonly key: string;
}

/** A name with room for a place: 人行…支行. */
export interface DepartmentPattern {
  readonly head: string;
  readonly tail: string;
  readonly key: string;
}

/** Every name of every department. */
export interface DepartmentTable {
  readonly names: ReadonlyMap<string, DepartmentName>;
  readonly patterns: readonly DepartmentPattern[];
  /** Canonical name → all its names, the canonical one first. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
}

const NAME = /^(?:\[\^(.+)\])?(.+?)(\*)?(!)?$/;
const FORMS = ['局', '厅', '部门'];

/** The names that one written name stands for: `税务*` → 税务局, 税务厅, 税务部门; 网信委 → 网信委员会 too. */
function readName(written: string, key: string): DepartmentName[] {
  const [, notAfter = '', stem = '', star, mark] = NAME.exec(written) ?? [];
  const texts = star
    ? FORMS.map((form) => stem + form)
    : stem.endsWith('委')
      ? [stem, `${stem}员会`]
      : [stem];
  return texts.map((text) => ({ text: plain(text), key, standsAlone: mark === '!', notAfter }));
}

function readDepartment(line: LexiconLine): DepartmentName[] {
  const canonical = line.head[0] ?? '';
  const key = NAME.exec(canonical)?.[2] ?? canonical;
  return [canonical, ...line.same].flatMap((written) => readName(written, key));
}

/** Reads departments.txt once. A name that stands under two departments goes to the first. */
export const departmentTable = lazily((): DepartmentTable => {
  const names = new Map<string, DepartmentName>();
  const patterns: DepartmentPattern[] = [];
  const aliases = new Map<string, string[]>();
  for (const name of readLexicon('departments').lines.flatMap(readDepartment)) {
    const [head = '', tail] = name.text.split('…');
    if (tail !== undefined) patterns.push({ head, tail, key: name.key });
    const text = head + (tail ?? '');
    const listed = aliases.get(name.key) ?? [];
    aliases.set(name.key, listed);
    if (!listed.includes(text)) listed.push(text);
    if (!names.has(text)) names.set(text, { ...name, text });
  }
  return { names, patterns, aliases };
});
