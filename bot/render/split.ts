/**
 * Cuts a message of runs into pieces that fit a channel: at line and sentence ends where there are any, else
 * after a comma, else anywhere that is not inside a citation [1], a document number or a character.
 */
import type { TextPart } from '../message.ts';

/** The length of a run as the channel counts it, markup included; the length of a piece is the sum. */
export type Measure = (part: TextPart) => number;

/** Ends of sentences with their closing marks and the citations that belong to them. */
const SENTENCE_END = /(?:[。！？；!?;][”’」』）)】》\]]*(?:\[\d{1,3}\])*|\n)+/g;
const CLAUSE_END = /[，、,：: ]/g;
/** What is never cut: a citation, a document number, a pair of surrogates with what modifies it. */
const WHOLE =
  /\[\d{1,3}\]|[〔[（(]\d{4}[〕\]）)]\s*\d+\s*号|\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|\ufe0f|\p{EMod})*|\p{Surrogate}/gu;

/** The longest prefix of the run that fits, in UTF-16 units. */
function fitting(part: TextPart, room: number, measure: Measure): number {
  let low = 0;
  let high = part.text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure({ ...part, text: part.text.slice(0, middle) }) <= room) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lastEnd(text: string, pattern: RegExp, most: number): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const stop = match.index + match[0].length;
    if (stop > most) break;
    end = stop;
  }
  return end;
}

/** Moves a cut that would fall inside something whole to its start. */
function besideWholes(text: string, cut: number): number {
  for (const match of text.matchAll(WHOLE)) {
    if (match.index >= cut) break;
    if (match.index + match[0].length > cut && match.index > 0) return match.index;
  }
  const unit = text.charCodeAt(cut);
  return unit >= 0xdc00 && unit <= 0xdfff && cut > 1 ? cut - 1 : cut;
}

/** Where to cut a run of which `most` units fit; 0 when it should go to the next piece whole. */
function cutAt(text: string, most: number, atStart: boolean): number {
  if (most >= text.length) return text.length;
  const sentence = lastEnd(text, SENTENCE_END, most);
  if (sentence > 0) return sentence;
  if (!atStart || most === 0) return 0;
  const clause = besideWholes(text, lastEnd(text, CLAUSE_END, most));
  return clause > most / 2 ? clause : Math.max(1, besideWholes(text, most));
}

/** Pieces of at most `limit`, in order; together they hold every character but white space at the cuts. */
export function splitParts(
  parts: readonly TextPart[],
  limit: number,
  measure: Measure,
): readonly (readonly TextPart[])[] {
  const pieces: TextPart[][] = [];
  let piece: TextPart[] = [];
  let room = limit;
  const close = () => {
    if (piece.some((part) => part.text.trim() !== '')) pieces.push(piece);
    piece = [];
    room = limit;
  };
  for (const part of parts) {
    let rest = part;
    while (rest.text !== '') {
      const most = fitting(rest, room, measure);
      const cut = cutAt(rest.text, most, room === limit);
      if (cut > 0) {
        const taken = { ...rest, text: rest.text.slice(0, cut) };
        piece.push(taken);
        room -= measure(taken);
        rest = { ...rest, text: rest.text.slice(cut) };
      }
      if (rest.text !== '') {
        if (cut === 0 && room === limit) throw new RangeError(`no character fits a message of ${limit}`);
        close();
        rest = { ...rest, text: rest.text.replace(/^\s+/, '') };
      }
    }
  }
  close();
  return pieces;
}

/** The first piece alone, with a mark when something was left out. */
export function clipParts(
  parts: readonly TextPart[],
  limit: number,
  measure: Measure,
  mark: TextPart,
): readonly TextPart[] {
  const [whole, ...more] = splitParts(parts, limit, measure);
  if (more.length === 0) return whole ?? [];
  return [...(splitParts(parts, limit - measure(mark), measure)[0] ?? []), mark];
}
