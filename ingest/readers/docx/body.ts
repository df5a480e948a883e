/** Walks the body of a Word document: paragraphs with their numbers, tables, text boxes, notes. */
import type { Block } from '../blocks.ts';
import { child, type Element, elements, isElement, value } from '../office/xml.ts';
import { raiseDigits } from '../superscript.ts';
import type { Numbering } from './numbering.ts';
import { listPlace, type Styles } from './styles.ts';

/** Parts of the package that the body refers to. */
export interface BodyContext {
  readonly styles: Styles;
  readonly numbering: Numbering;
  /** Footnotes and endnotes by kind and id: `footnote 2`. */
  readonly notes: ReadonlyMap<string, Element>;
}

/** What a paragraph's runs gave: its text, and what hangs on it and follows it. */
interface Inline {
  text: string;
  readonly boxes: Element[];
  readonly noteKeys: string[];
}

/** Signs of symbol fonts (Wingdings and the like) that forms use; the rest of such fonts is decoration. */
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['F06F', '□'],
  ['F0A8', '□'],
  ['F0A3', '□'],
  ['F071', '□'],
  ['F052', '☑'],
  ['F0FE', '☑'],
  ['F053', '☒'],
  ['F0FD', '☒'],
  ['F0FC', '√'],
  ['F050', '√'],
]);

function symbol(run: Element): string {
  const code = (run.attributes['w:char'] ?? '').toUpperCase();
  const known = SYMBOLS.get(code);
  if (known !== undefined) return known;
  const point = Number.parseInt(code, 16);
  return point > 0x20 && point < 0xe000 ? String.fromCodePoint(point) : '';
}

/** A check box of the old kind of form fields. */
function formField(field: Element): string {
  const box = child(field, 'w:ffData', 'w:checkBox');
  if (!box) return '';
  const checked = child(box, 'w:checked') ?? child(box, 'w:default');
  return checked && !/^(?:0|false)$/.test(checked.attributes['w:val'] ?? '1') ? '☑' : '□';
}

const on = (element: Element | undefined) =>
  element !== undefined && !/^(?:0|false|none)$/.test(element.attributes['w:val'] ?? '1');

/** Reads the body of one document; `images`, `hidden` and `objects` count what has no text. */
export class BodyReader {
  images = 0;
  hidden = 0;
  objects = 0;
  readonly #context: BodyContext;
  readonly #noteNumbers = new Map<string, number>();

  constructor(context: BodyContext) {
    this.#context = context;
  }

  /** The blocks of a container: the body, a cell, a text box, a note. */
  blocks(container: Element): Block[] {
    const blocks: Block[] = [];
    let carried = '';
    for (const node of elements(container)) {
      switch (node.name) {
        case 'w:p': {
          const { text, boxes, noteKeys } = this.#paragraph(node);
          // A paragraph whose mark is deleted runs on into the next one.
          const joins = child(node, 'w:pPr', 'w:rPr', 'w:del') !== undefined;
          if (!joins) blocks.push({ kind: 'paragraph', text: carried + text });
          carried = joins ? carried + text : '';
          for (const box of boxes) blocks.push(...this.blocks(box));
          blocks.push(...this.#notes(noteKeys));
          break;
        }
        case 'w:tbl':
          blocks.push(...this.#table(node));
          break;
        case 'w:sdt':
          blocks.push(...this.blocks(child(node, 'w:sdtContent') ?? node));
          break;
        case 'w:ins':
        case 'w:moveTo':
        case 'w:customXml':
        case 'w:smartTag':
          blocks.push(...this.blocks(node));
          break;
        case 'mc:AlternateContent':
          blocks.push(...this.blocks(child(node, 'mc:Choice') ?? child(node, 'mc:Fallback') ?? node));
          break;
      }
    }
    if (carried !== '') blocks.push({ kind: 'paragraph', text: carried });
    return blocks;
  }

  #paragraph(paragraph: Element): Inline {
    const inline: Inline = { text: '', boxes: [], noteKeys: [] };
    const styleId = value(paragraph, ['w:pPr', 'w:pStyle']);
    this.#runs(paragraph, inline, this.#context.styles.isContents(styleId));
    if (inline.text.trim() !== '') inline.text = this.#number(paragraph, styleId) + inline.text;
    return inline;
  }

  #number(paragraph: Element, styleId: string | undefined): string {
    const { styles, numbering } = this.#context;
    const own = listPlace(child(paragraph, 'w:pPr'));
    const styled = styles.numberingOf(styleId);
    const listId = own?.listId ?? styled?.listId;
    if (listId === undefined || listId === '0') return '';
    return numbering.next(listId, own?.level ?? styled?.level ?? 0);
  }

  #runs(parent: Element, inline: Inline, contents: boolean): void {
    for (const node of elements(parent)) {
      switch (node.name) {
        case 'w:r':
          this.#run(node, inline, contents);
          break;
        case 'w:ins':
        case 'w:moveTo':
        case 'w:hyperlink':
        case 'w:smartTag':
        case 'w:fldSimple':
        case 'w:customXml':
        case 'w:dir':
        case 'w:bdo':
        case 'w:sdtContent':
          this.#runs(node, inline, contents);
          break;
        case 'w:sdt':
          this.#runs(child(node, 'w:sdtContent') ?? node, inline, contents);
          break;
        case 'mc:AlternateContent':
          this.#runs(child(node, 'mc:Choice') ?? child(node, 'mc:Fallback') ?? node, inline, contents);
          break;
        case 'm:oMath':
        case 'm:oMathPara':
          inline.text += mathText(node);
          break;
      }
    }
  }

  #run(run: Element, inline: Inline, contents: boolean): void {
    const properties = child(run, 'w:rPr');
    if (on(child(properties, 'w:vanish'))) {
      this.hidden++;
      return;
    }
    const raised = value(properties, ['w:vertAlign']) === 'superscript';
    for (const node of elements(run)) this.#runPart(node, inline, contents, raised);
  }

  #runPart(node: Element, inline: Inline, contents: boolean, raised: boolean): void {
    switch (node.name) {
      case 'w:t': {
        const text = node.children.filter((each) => !isElement(each)).join('');
        inline.text += raised ? raiseDigits(text) : text;
        break;
      }
      case 'w:tab':
      case 'w:ptab':
        inline.text += contents ? '……' : ' ';
        break;
      case 'w:br':
      case 'w:cr':
        inline.text += '\n';
        break;
      case 'w:noBreakHyphen':
        inline.text += '-';
        break;
      case 'w:sym':
        inline.text += symbol(node);
        break;
      case 'w:fldChar':
        inline.text += formField(node);
        break;
      case 'w:ruby':
        this.#runs(child(node, 'w:rubyBase') ?? node, inline, contents);
        break;
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        inline.text += this.#noteMark(node, inline);
        break;
      case 'mc:AlternateContent':
        for (const each of elements(child(node, 'mc:Choice') ?? child(node, 'mc:Fallback')))
          this.#runPart(each, inline, contents, raised);
        break;
      case 'w:object':
        this.objects++;
        this.#textBoxes(node, inline);
        break;
      case 'w:drawing':
      case 'w:pict':
        this.#textBoxes(node, inline);
        break;
    }
  }

  /** Text boxes hold paragraphs of their own, which follow the paragraph they are anchored in. */
  #textBoxes(drawing: Element, inline: Inline): void {
    let found = 0;
    const search = (node: Element) => {
      for (const each of elements(node)) {
        if (each.name === 'w:txbxContent') {
          inline.boxes.push(each);
          found++;
        } else if (each.name === 'mc:AlternateContent') {
          search(child(each, 'mc:Choice') ?? child(each, 'mc:Fallback') ?? each);
        } else search(each);
      }
    };
    search(drawing);
    if (found === 0 && drawing.name !== 'w:object') this.images++;
  }

  #noteMark(reference: Element, inline: Inline): string {
    const kind = reference.name === 'w:footnoteReference' ? 'footnote' : 'endnote';
    const key = `${kind} ${reference.attributes['w:id']}`;
    if (!this.#context.notes.has(key)) return '';
    this.#noteNumbers.set(key, this.#noteNumbers.get(key) ?? this.#noteNumbers.size + 1);
    inline.noteKeys.push(key);
    return `［注${this.#noteNumbers.get(key)}］`;
  }

  #notes(keys: readonly string[]): Block[] {
    return keys.map((key) => {
      const note = this.#context.notes.get(key);
      const blocks = note ? this.blocks(note) : [];
      return { kind: 'paragraph', text: `［注${this.#noteNumbers.get(key)}］${blocksText(blocks).trim()}` };
    });
  }

  /** A table whose rows have one cell each only frames its text. */
  #table(table: Element): Block[] {
    const rows = rowsOf(table);
    if (rows.every((row) => cellsOf(row).length <= 1)) {
      return rows.flatMap((row) => cellsOf(row).flatMap((cell) => this.blocks(cell)));
    }
    const grid = rows.map((row) => this.#row(row));
    const width = Math.max(...grid.map((row) => row.length));
    const cells = (row: readonly string[]) => Array.from({ length: width }, (_, i) => row[i] ?? '');
    return [{ kind: 'table', rows: grid.map((row) => ({ cells: cells(row) })) }];
  }

  #row(row: Element): string[] {
    const before = Number(value(row, ['w:trPr', 'w:gridBefore']) ?? 0);
    const cells: string[] = Array.from({ length: Math.min(100, before) }, () => '');
    for (const cell of cellsOf(row)) {
      const properties = child(cell, 'w:tcPr');
      const span = Math.min(100, Math.max(1, Number(value(properties, ['w:gridSpan']) ?? 1) || 1));
      const merge = child(properties, 'w:vMerge') ?? child(properties, 'w:hMerge');
      const continued = merge !== undefined && (merge.attributes['w:val'] ?? 'continue') === 'continue';
      cells.push(continued ? '' : blocksText(this.blocks(cell)));
      for (let i = 1; i < span; i++) cells.push('');
    }
    return cells;
  }
}

/** Rows and cells may be wrapped in content controls or in marks of a change; deleted ones are left out. */
function rowsOf(table: Element): Element[] {
  return elements(table).flatMap((node) => {
    if (node.name === 'w:tr') return child(node, 'w:trPr', 'w:del') ? [] : [node];
    const inner =
      child(node, 'w:sdtContent') ?? (/^w:(?:ins|customXml|moveTo)$/.test(node.name) ? node : undefined);
    return inner ? rowsOf(inner) : [];
  });
}

function cellsOf(row: Element): Element[] {
  return elements(row).flatMap((node) => {
    if (node.name === 'w:tc') return child(node, 'w:tcPr', 'w:cellDel') ? [] : [node];
    const inner = child(node, 'w:sdtContent') ?? (node.name === 'w:customXml' ? node : undefined);
    return inner ? cellsOf(inner) : [];
  });
}

/** Blocks on lines, as the text of a cell or a note; a table inside a cell gives its cells with spaces. */
function blocksText(blocks: readonly Block[]): string {
  return blocks
    .map((block) =>
      block.kind === 'paragraph'
        ? block.text
        : block.rows.map((row) => row.cells.filter(Boolean).join(' ')).join('\n'),
    )
    .join('\n');
}

function mathText(node: Element): string {
  if (node.name === 'm:t') return node.children.filter((each) => !isElement(each)).join('');
  if (node.name === 'm:sup') return raiseDigits(elements(node).map(mathText).join(''));
  if (node.name === 'm:f') {
    return `${elements(child(node, 'm:num')).map(mathText).join('')}/${elements(child(node, 'm:den')).map(mathText).join('')}`;
  }
  return elements(node).map(mathText).join('');
}
