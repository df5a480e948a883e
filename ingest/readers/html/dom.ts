/** A small tree of an HTML page: elements and text, without scripts, styles and comments. */
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { GongbaoError } from '../../../data/errors.ts';
import { LIMITS } from '../limits.ts';

/** An element; children are elements and strings of text. */
export interface Box {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Box | string)[];
  readonly parent: Box | null;
}

type ParsedNode = DefaultTreeAdapterMap['node'];

/** Elements that show no text of the document. */
const SILENT = new Set(
  'script style noscript template iframe frame object embed svg canvas audio video map head button select textarea datalist link meta base'.split(
    ' ',
  ),
);

const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr o:p q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

export const isBox = (node: Box | string | undefined): node is Box => typeof node === 'object';
export const isInline = (box: Box) => INLINE.has(box.tag) || box.tag.includes(':');
export const attribute = (box: Box, name: string) => box.attributes.get(name) ?? '';

/** Whether a box says that it is not shown; pages hide their whole body until a script has run, too. */
export function isHidden(box: Box): boolean {
  if (box.attributes.has('hidden') || attribute(box, 'aria-hidden') === 'true') return true;
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute(box, 'style'));
}

function tooDeep(): GongbaoError {
  return new GongbaoError(
    'FILE_HOSTILE',
    `网页嵌套超过 ${LIMITS.elementDepth} 层，未读入。请在浏览器中打开后重新保存，或另存为文本再导入。`,
  );
}

function convert(root: ParsedNode): Box {
  const html: Box = { tag: 'html', attributes: new Map(), children: [], parent: null };
  const work: { node: ParsedNode; into: Box; depth: number }[] = [{ node: root, into: html, depth: 0 }];
  for (let next = work.pop(); next; next = work.pop()) {
    const { node, into, depth } = next;
    if (depth > LIMITS.elementDepth) throw tooDeep();
    if (!('childNodes' in node)) continue;
    const opened: { node: ParsedNode; into: Box; depth: number }[] = [];
    for (const child of node.childNodes) {
      if (child.nodeName === '#text' && 'value' in child) into.children.push(child.value);
      if (!('tagName' in child) || SILENT.has(child.tagName)) continue;
      const attributes = new Map(child.attrs.map(({ name, value }) => [name, value]));
      const box: Box = { tag: child.tagName, attributes, children: [], parent: into };
      into.children.push(box);
      opened.push({ node: child, into: box, depth: depth + 1 });
    }
    work.push(...opened);
  }
  return html;
}

function metaOf(root: ParsedNode): Map<string, string> {
  const found = new Map<string, string>();
  const work: ParsedNode[] = [root];
  for (let node = work.pop(); node; node = work.pop()) {
    if (!('childNodes' in node)) continue;
    if ('tagName' in node && node.tagName === 'body') continue;
    for (const child of node.childNodes) {
      if ('tagName' in child && child.tagName === 'title') {
        const [text] = child.childNodes;
        if (text && 'value' in text) found.set('title', text.value);
      }
      if ('tagName' in child && child.tagName === 'meta') {
        const attrs = new Map(child.attrs.map(({ name, value }) => [name, value]));
        const name = (attrs.get('name') ?? attrs.get('property') ?? '').toLowerCase();
        if (name && !found.has(name)) found.set(name, attrs.get('content') ?? '');
      }
      work.push(child);
    }
  }
  return found;
}

/** A page as a tree, with what its head says: `title` and the meta elements by lower-case name. */
export interface Page {
  readonly root: Box;
  readonly meta: ReadonlyMap<string, string>;
}

/** Parses a page as a browser would. @throws GongbaoError FILE_HOSTILE for absurdly deep nesting. */
export function parsePage(html: string): Page {
  const parsed = parse(html);
  return { root: convert(parsed), meta: metaOf(parsed) };
}

/** All elements under (and with) a box, in document order. */
export function* walk(box: Box): Generator<Box> {
  yield box;
  for (const child of box.children) if (isBox(child)) yield* walk(child);
}

/** All text under a box, as it stands in the file. */
export function rawText(node: Box | string): string {
  return isBox(node) ? node.children.map(rawText).join('') : node;
}
