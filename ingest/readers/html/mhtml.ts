/** Takes the page out of a web archive (MHTML, RFC 2557), as browsers save a page in a single file. */

interface Part {
  readonly headers: string;
  readonly body: string;
}

/** Headers and body of a message; everything is Latin-1, one character a byte. */
function split(message: string): Part {
  const end = /\r?\n\r?\n/.exec(message);
  const at = end?.index ?? message.length;
  return {
    headers: message.slice(0, at).replace(/\r?\n[ \t]+/g, ' '),
    body: message.slice(at + (end?.[0].length ?? 0)),
  };
}

function decode({ headers, body }: Part): Uint8Array {
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(headers)?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const plain = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

/** The bytes of the first HTML part, and the encoding its headers name; null where the archive holds none. */
export function pageOfArchive(bytes: Uint8Array): { bytes: Uint8Array; charset: string | null } | null {
  const { headers, body } = split(Buffer.from(bytes).toString('latin1'));
  const boundary = /boundary="?([^";\r\n]+)"?/i.exec(headers)?.[1];
  const parts = boundary ? body.split(`--${boundary}`).map((part) => split(part.replace(/^\r?\n/, ''))) : [];
  const page = parts.find((part) => /^content-type:\s*text\/html/im.test(part.headers));
  if (!page) return null;
  return { bytes: decode(page), charset: /charset="?([\w-]+)/i.exec(page.headers)?.[1] ?? null };
}
