/** What the Bot API says of a text in HTML mode: the text after parsing, or why it is refused. */
const TAGS = new Set(['b', 'strong', 'i', 'em', 'u', 's', 'code', 'pre', 'blockquote', 'a', 'tg-spoiler']);
const ENTITY = /^&(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);/i;

/** Parses as strictly as Telegram: unknown or unbalanced tags and loose signs are errors. */
export function parseHtml(html: string): { text: string } | { error: string } {
  const open: string[] = [];
  let text = '';
  for (let i = 0; i < html.length; ) {
    const rest = html.slice(i);
    const tag = /^<(\/?)([a-z-]+)((?: [a-z]+="[^"<>]*")*)>/.exec(rest);
    if (tag) {
      const name = tag[2] ?? '';
      if (!TAGS.has(name)) return { error: `Unsupported start tag "${name}" at byte offset ${i}` };
      if (tag[1] === '/') {
        if (open.pop() !== name) return { error: `Unmatched end tag at byte offset ${i}` };
      } else {
        if (name === 'a' && !/^ href="[^"]+"$/.test(tag[3] ?? '')) return { error: 'an <a> needs one href' };
        if (name !== 'a' && tag[3]) return { error: `attribute in <${name}>` };
        if (name === 'a' && open.includes('a')) return { error: 'nested links' };
        if (name === 'blockquote' && open.includes('blockquote')) return { error: 'nested blockquote' };
        open.push(name);
      }
      i += tag[0].length;
      continue;
    }
    if (rest.startsWith('<') || rest.startsWith('>'))
      return { error: `loose ${rest[0]} at byte offset ${i}` };
    if (rest.startsWith('&')) {
      const entity = ENTITY.exec(rest)?.[0];
      if (!entity) return { error: `loose & at byte offset ${i}` };
      text += '?';
      i += entity.length;
      continue;
    }
    text += html[i];
    i++;
  }
  return open.length > 0
    ? { error: `Can't find end tag corresponding to start tag "${open.at(-1)}"` }
    : { text };
}
