/** Finds the part of a page that is the document, by what content management systems call it and by where the prose is. */
import { squeezeSpace } from '../blocks.ts';
import { attribute, type Box, isBox, isHidden, isInline, rawText, walk } from './dom.ts';
import { isLayoutTable } from './flow.ts';
import { BOILERPLATE, FURNITURE_NAME, FURNITURE_TAG, isFurnitureLine } from './furniture.ts';

/** Names that widespread systems (TRS, UCAP, Boda, Dede, UEditor, WeChat …) give the body of an article; case, - and _ are ignored. */
const CONTENT_NAME =
  /^(?:trs(?:ueditor|editor.*|preservecontent)|ucapcontent|zoom(?:con|content|box)?|articlecon(?:tent)?s?|articlebody|articlemain|articletext|newscon(?:tent)?s?|newsbody|newstext|contentbody|contentmain|contenttext|contenttxt|contentcon|contentdetail|detailcon(?:tent)?|detailbody|pages?content|viewcontent|infocon(?:tent)?|infocont|infotext|xxgkcontent|xlcontent|textcontent|textcon|txtcontent|maincontent|maintext|vsbcontent.*|vnewscontent|wzcontent|wzcon|wznr|zwnr|nrcontent|ewebeditor.*|customunionstyle|jfontcontent|richmediacontent|jscontent|easysitenews.*|bodycontent|policycontent|govcontent|printcontent|printarea)$/;

const namesOf = (box: Box) =>
  [attribute(box, 'id'), ...attribute(box, 'class').split(/\s+/)].filter((name) => name !== '');

const fold = (name: string) => name.toLowerCase().replace(/[-_]/g, '');

/** Whether a name or tag says that the box is menus, banners, buttons or the like. */
function isFurniture(box: Box): boolean {
  if (FURNITURE_TAG.test(box.tag)) return true;
  if (/^(?:navigation|banner|contentinfo|search|complementary|dialog)$/.test(attribute(box, 'role')))
    return true;
  return namesOf(box).some((name) => FURNITURE_NAME.test(name));
}

/** How much prose stands under each box: characters outside links, of lines that hold a sentence or a cell. */
export type Prose = ReadonlyMap<Box, number>;

/**
 * Measures a page. A line is what stands between two block elements. What a page hides counts only where it
 * shows next to nothing: some pages hide a copy of the text, others hide everything until a script has run.
 */
export function measureProse(root: Box): Prose {
  const shown = measure(root, (box) => box.tag !== 'body' && isHidden(box));
  const everything = measure(root, () => false);
  return (shown.get(root) ?? 0) >= (everything.get(root) ?? 0) * 0.2 ? shown : everything;
}

function measure(root: Box, skip: (box: Box) => boolean): Map<Box, number> {
  const prose = new Map<Box, number>();
  const credit = (box: Box, amount: number) => {
    for (let at: Box | null = box; at; at = at.parent) prose.set(at, (prose.get(at) ?? 0) + amount);
  };
  const scan = (box: Box, inLink: boolean, inCell: boolean, line: { plain: string; linked: number }) => {
    for (const child of box.children) {
      if (!isBox(child)) {
        if (inLink) line.linked += child.trim().length;
        else line.plain += child;
      } else if (skip(child)) {
      } else if (isInline(child)) {
        scan(child, inLink || child.tag === 'a', inCell, line);
      } else {
        flush(box, inCell, line);
        const fresh = { plain: '', linked: 0 };
        scan(child, inLink, inCell || child.tag === 'td', fresh);
        flush(child, inCell || child.tag === 'td', fresh);
      }
    }
  };
  const flush = (box: Box, inCell: boolean, line: { plain: string; linked: number }) => {
    const text = squeezeSpace(line.plain);
    const sentence = /[。；，]/.test(text) && text.length >= 12;
    if (line.linked <= text.length && !BOILERPLATE.test(text) && (sentence || inCell))
      credit(box, text.length);
    line.plain = '';
    line.linked = 0;
  };
  const line = { plain: '', linked: 0 };
  scan(root, false, false, line);
  flush(root, false, line);
  return prose;
}

/** Takes menus, banners and hidden boxes out of the tree, unless they hold a good part of the page's prose. */
export function pruneFurniture(root: Box, prose: Prose): void {
  const most = (prose.get(root) ?? 0) * 0.15;
  const prune = (box: Box, inContent: boolean) => {
    for (let i = box.children.length - 1; i >= 0; i--) {
      const child = box.children[i];
      if (!isBox(child)) continue;
      const out = isHidden(child) || (!inContent && isFurniture(child));
      if (out && (prose.get(child) ?? 0) <= most && !holdsContent(child)) box.children.splice(i, 1);
      else prune(child, inContent || hasContentName(child));
    }
  };
  prune(root, false);
}

const hasContentName = (box: Box) => namesOf(box).some((name) => CONTENT_NAME.test(fold(name)));

function holdsContent(box: Box): boolean {
  for (const inner of walk(box)) {
    if (hasContentName(inner)) return true;
  }
  return false;
}

/** The outermost boxes with a content name. */
function namedBoxes(root: Box): Box[] {
  if (hasContentName(root)) return [root];
  return root.children.filter(isBox).flatMap(namedBoxes);
}

/** A line that may belong to a document though it is no sentence: an item, a figure, a signature's date. */
function isDocumentLike(line: string): boolean {
  if (BOILERPLATE.test(line) || isFurnitureLine(line, 0, 0)) return false;
  return /[。；，]|(?<![A-Za-z])\d|^[（(]?[一二三四五六七八九十]+[、）)]/.test(line);
}

/** Whether a box holds lines of a document outside links. */
function holdsLines(box: Box | string): boolean {
  if (!isBox(box)) return isDocumentLike(squeezeSpace(box));
  return box.tag !== 'a' && box.children.some(holdsLines);
}

const hasBlocks = (box: Box): boolean =>
  box.children.some((child) => isBox(child) && (!isInline(child) || hasBlocks(child)));

/**
 * The smallest box that holds nearly all prose. It is not left for one of its parts while another part holds
 * lines of the document, however short.
 */
function densest(root: Box, prose: Prose): Box {
  const all = prose.get(root) ?? 0;
  let at = root;
  for (;;) {
    const next = at.children.find(
      (child): child is Box => isBox(child) && (prose.get(child) ?? 0) >= all * 0.97,
    );
    if (!next || !hasBlocks(next) || (next.tag === 'table' && !isLayoutTable(next))) return at;
    if (at.children.some((child) => child !== next && holdsLines(child))) return at;
    at = next;
  }
}

/** Pages may hold the text twice, for wide screens and for narrow ones: the first is enough. */
function withoutCopies(boxes: readonly Box[]): Box[] {
  const texts = boxes.map((box) => rawText(box).replace(/\s/g, ''));
  return boxes.filter((_, i) => !texts.slice(0, i).some((other) => other.includes(texts[i] ?? '')));
}

/** The boxes that make up the document, in page order; one that has nothing to go by gives the whole body. */
export function findContent(root: Box, prose: Prose): readonly Box[] {
  const all = prose.get(root) ?? 0;
  const named = namedBoxes(root).filter((box) => (prose.get(box) ?? 0) > 0);
  const held = named.reduce((sum, box) => sum + (prose.get(box) ?? 0), 0);
  if (held > 0 && held >= all * 0.5) return withoutCopies(named);
  return [densest(root, prose)];
}
