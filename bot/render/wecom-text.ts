import type { TextPart } from '../message.ts';

/** The length of a text in UTF-8, as WeCom counts. */
export const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8');

/**
 * Takes from a text what WeCom's markdown and text messages give a meaning to. There is no escape sign in
 * either, so signs that would start markup are replaced by their full-width twins; [1] stays a citation.
 */
export function neutralise(text: string): string {
  return text
    .replace(/</g, '＜')
    .replace(/`/g, '｀')
    .replace(/\*/g, '＊')
    .replace(/\]\(/g, '］（')
    .replace(
      /^([ \t]*)(#{1,6})(?=\s)/gm,
      (_match, lead: string, marks: string) => lead + '＃'.repeat(marks.length),
    )
    .replace(/^([ \t]*)>/gm, '$1＞')
    .replace(/@(?=all\b)/g, '＠');
}

const quoted = (text: string) => text.replace(/^/gm, '> ');

/** One run as WeCom markdown. */
export function markdownOfPart(part: TextPart): string {
  const text = neutralise(part.text);
  if (part.url && /^https?:\/\/[^\s()]+$/.test(part.url)) {
    return `[${text.replace(/[[\]]/g, '')}](${part.url})`;
  }
  switch (part.style) {
    case 'bold':
      return text.trim() === '' ? text : text.replace(/[^\n]+/g, '**$&**');
    case 'quote':
      return quoted(text);
    case 'code':
      return `\`${text.replace(/\n/g, ' ')}\``;
    default:
      return text;
  }
}

/** One run as a WeCom text message, where links are the only markup (<a href>). */
export function textOfPart(part: TextPart): string {
  const text = part.text.replace(/<(?=\/?a\b)/gi, '＜');
  return part.url ? `${text}（${part.url}）` : text;
}
