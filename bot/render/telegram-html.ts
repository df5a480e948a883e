import type { TextPart } from '../message.ts';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes what Telegram's HTML mode gives a meaning to; control characters become spaces. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char).replace(/[^\P{Cc}\n\t]/gu, ' ');
}

const TAGS = { bold: 'b', italic: 'i', quote: 'blockquote', code: 'code' } as const;

/** One run as Telegram HTML: https://core.telegram.org/bots/api#html-style */
export function htmlOfPart(part: TextPart): string {
  const text = escapeHtml(part.text);
  const styled = part.style ? `<${TAGS[part.style]}>${text}</${TAGS[part.style]}>` : text;
  return part.url && /^https?:\/\//.test(part.url)
    ? `<a href="${escapeHtml(part.url)}">${styled}</a>`
    : styled;
}

/** Runs as Telegram HTML. */
export function htmlOf(parts: readonly TextPart[]): string {
  return parts.map(htmlOfPart).join('');
}
