/** Reads XML into a small tree, within limits; entities beyond the five of XML are refused, so nothing can blow up. */
import { SaxesParser } from 'saxes';
import { GongbaoError } from '../../../data/errors.ts';
import { LIMITS } from '../limits.ts';

/** An element; names keep their prefix (`w:p`), children are elements and text. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

/** What a streaming reader is told. */
export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

function hostile(fileName: string): GongbaoError {
  return new GongbaoError(
    'FILE_HOSTILE',
    `${fileName} 的内部结构异常（自定义实体或嵌套过深），可能是恶意构造的文件，没有读入。`,
  );
}

/** Decodes XML as its byte-order mark or declaration says; Office files are UTF-8 or UTF-16. */
function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

/** Reads XML piece by piece. @throws GongbaoError FILE_HOSTILE, or the parser's error for broken XML. */
export function streamXml(bytes: Uint8Array, fileName: string, events: XmlEvents): void {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  let depth = 0;
  parser.on('doctype', () => {
    throw hostile(fileName);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > LIMITS.elementDepth) throw hostile(fileName);
    events.open(name, attributes);
  });
  parser.on('text', (text) => events.text(text));
  parser.on('cdata', (text) => events.text(text));
  parser.on('closetag', ({ name }) => {
    depth--;
    events.close(name);
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(decodeXml(bytes)).close();
}

/** Reads a whole XML file into a tree. */
export function parseXml(bytes: Uint8Array, fileName: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  streamXml(bytes, fileName, {
    open: (name, attributes) => {
      const element: Element = { name, attributes, children: [] };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    text: (text) => open.at(-1)?.children.push(text),
    close: () => open.pop(),
  });
  return root;
}

export const isElement = (node: Element | string): node is Element => typeof node === 'object';

/** The children that are elements, of one name if given. */
export function elements(parent: Element | undefined, name?: string): Element[] {
  const all = parent?.children.filter(isElement) ?? [];
  return name === undefined ? all : all.filter((child) => child.name === name);
}

/** The first element at a path below a parent: `child(p, 'w:pPr', 'w:numPr')`. */
export function child(parent: Element | undefined, ...path: readonly string[]): Element | undefined {
  let at = parent;
  for (const name of path)
    at = at?.children.find((each): each is Element => isElement(each) && each.name === name);
  return at;
}

/** The `w:val` (or other) attribute of the element at a path. */
export function value(
  parent: Element | undefined,
  path: readonly string[],
  name = 'w:val',
): string | undefined {
  return child(parent, ...path)?.attributes[name];
}

/** All elements of a name at any depth. */
export function* descendants(parent: Element, name: string): Generator<Element> {
  for (const each of elements(parent)) {
    if (each.name === name) yield each;
    yield* descendants(each, name);
  }
}
