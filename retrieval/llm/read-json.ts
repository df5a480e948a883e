/** Reads the JSON a model meant, as it arrives and however it is wrapped. What it yields is unchecked. */

/** Models that think aloud, fence their JSON or talk around it. */
function unwrap(text: string): string {
  const bare = text.replace(/<think>[\s\S]*?(?:<\/think>|$)/g, '').replace(/```[a-z]*\s*/gi, '');
  const start = bare.indexOf('{');
  return start < 0 ? '' : bare.slice(start);
}

/** The length of the first balanced object or list, or -1 where it does not end; and what is still open. */
function scan(text: string): { readonly end: number; readonly open: string } {
  let open = '';
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{') open += '}';
    else if (char === '[') open += ']';
    else if (char === '}' || char === ']') open = open.slice(0, -1);
    if (!inString && open === '' && i > 0) return { end: i + 1, open: '' };
  }
  return { end: -1, open: (inString ? '"' : '') + [...open].reverse().join('') };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Line breaks inside strings, commas before a closing mark, quotation marks and colons of full width. */
function mended(text: string): string {
  return text
    .replace(/"(?:[^"\\]|\\.)*"/g, (string) => string.replace(/\n/g, '\\n').replace(/\t/g, '\\t'))
    .replace(/,\s*([}\]])/g, '$1')
    .replace(/([{,]\s*)[“”](\w+)[“”]\s*[：:]/g, '$1"$2":');
}

/**
 * The first JSON object of a reply, or undefined: fences, thoughts and talk around it are passed over, an
 * unfinished one is closed where it broke off.
 */
export function readJson(reply: string): unknown {
  const text = unwrap(reply);
  if (text === '') return undefined;
  const { end, open } = scan(text);
  const whole = end > 0 ? text.slice(0, end) : text;
  const closed = end > 0 ? whole : `${whole.replace(/,\s*$/, '')}${open}`;
  return tryParse(whole) ?? tryParse(mended(whole)) ?? tryParse(mended(closed));
}

/** An item longer than this is no statement, and a list that begins later than this is not waited for. */
const LONGEST_ITEM = 6_000;
const LATEST_BEGIN = 16_000;

/** Yields the objects of one list of a reply while it streams in: each as soon as it is complete. */
export class ItemReader {
  readonly #name: string;
  #text = '';
  #at = -1;

  /** @param name the list's key: statements */
  constructor(name: string) {
    this.#name = name;
  }

  /** Takes the next piece; returns the items that it completed. */
  push(piece: string): unknown[] {
    this.#text += piece;
    if (this.#at < 0) this.#at = this.#begin();
    const items: unknown[] = [];
    while (this.#at >= 0) {
      const rest = this.#text.slice(this.#at, this.#at + LONGEST_ITEM);
      const lead = /^[\s,]*/.exec(rest)?.[0].length ?? 0;
      const { end } = rest[lead] === '{' ? scan(rest.slice(lead)) : { end: -1 };
      if (end < 0) break;
      const item = rest.slice(lead, lead + end);
      this.#at += lead + end;
      items.push(tryParse(item) ?? tryParse(mended(item)));
    }
    return items;
  }

  /** Where the list begins, or -1 while it has not. Thoughts are passed over. */
  #begin(): number {
    if (this.#text.length > LATEST_BEGIN) return -1;
    const said = this.#text.replace(/<think>[\s\S]*?(?:<\/think>|$)/g, (thought) =>
      ' '.repeat(thought.length),
    );
    const key = new RegExp(`"${this.#name}"\\s*:\\s*\\[`).exec(said);
    return key ? key.index + key[0].length : -1;
  }

  /** All that has arrived. */
  get text(): string {
    return this.#text;
  }
}
