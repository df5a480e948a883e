/** What paragraph styles say about numbering, contents lists and hidden text. */
import { child, type Element, elements, value } from '../office/xml.ts';

/** The list and level a paragraph belongs to. */
export interface ListPlace {
  readonly listId: string;
  readonly level: number;
}

/** Reads `w:numPr`; undefined where a paragraph or style says nothing. */
export function listPlace(properties: Element | undefined): Partial<ListPlace> | undefined {
  const numbering = child(properties, 'w:numPr');
  if (!numbering) return undefined;
  const listId = value(numbering, ['w:numId']);
  const level = value(numbering, ['w:ilvl']);
  return {
    ...(listId === undefined ? {} : { listId }),
    ...(level === undefined ? {} : { level: Number(level) }),
  };
}

/** The styles of a document; a style takes from the one it is based on what it does not say itself. */
export class Styles {
  readonly #styles: ReadonlyMap<string, Element>;
  readonly #defaultId: string | undefined;

  constructor(root: Element | undefined) {
    const all = elements(root, 'w:style');
    this.#styles = new Map(all.map((style) => [style.attributes['w:styleId'] ?? '', style]));
    this.#defaultId = all.find(
      (style) => style.attributes['w:type'] === 'paragraph' && style.attributes['w:default'] === '1',
    )?.attributes['w:styleId'];
  }

  /** The list that a paragraph style (or the default one) puts its paragraphs in. */
  numberingOf(styleId: string | undefined): ListPlace | undefined {
    let listId: string | undefined;
    let level: number | undefined;
    for (const style of this.#chain(styleId ?? this.#defaultId)) {
      const place = listPlace(child(style, 'w:pPr'));
      listId ??= place?.listId;
      level ??= place?.level;
    }
    return listId === undefined ? undefined : { listId, level: level ?? 0 };
  }

  /** Whether a style is that of the lines of a table of contents. */
  isContents(styleId: string | undefined): boolean {
    const name = value(this.#styles.get(styleId ?? ''), ['w:name']) ?? styleId ?? '';
    return /^toc ?\d$/i.test(name);
  }

  *#chain(styleId: string | undefined): Generator<Element> {
    const seen = new Set<string>();
    for (let id = styleId; id !== undefined && !seen.has(id); ) {
      seen.add(id);
      const style = this.#styles.get(id);
      if (!style) return;
      yield style;
      id = value(style, ['w:basedOn']);
    }
  }
}
