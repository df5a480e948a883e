import QRCode from 'qrcode';
import { audit } from '../../data/audit.ts';
import { keepLink, type LinkTarget } from '../../data/links.ts';
import { personKey } from '../../data/people.ts';
import { publicScope } from '../../retrieval/access.ts';
import { type Context, say } from '../context.ts';
import { link, plain } from '../message.ts';
import { nameDocument } from '../render/answer.ts';
import type { Command } from './command.ts';
import { findDocuments } from './library.ts';

interface Poster {
  readonly target: LinkTarget;
  readonly label: string;
  /** Where it leads when no chat can be opened by a link. */
  readonly page: string | null;
}

async function posterOf(context: Context, argument: string): Promise<Poster | string> {
  const { words } = context;
  const match = /^(doc|ask|sub)\s+([\s\S]+)$/.exec(argument);
  const value = match?.[2]?.trim() ?? '';
  switch (match?.[1]) {
    case 'doc': {
      const [document, second] = await findDocuments({ ...context, scope: publicScope() }, value);
      if (!document || second) return words.docNone(value);
      const target = document.documentNumber ?? document.title;
      const page = context.pageUrl(document.id, null);
      return { target: { kind: 'document', target }, label: nameDocument(document), page };
    }
    case 'ask':
      return { target: { kind: 'question', target: value.slice(0, 200) }, label: `“${value}”`, page: null };
    case 'sub':
      return {
        target: { kind: 'subscription', target: value.slice(0, 60) },
        label: words.filter.department(value),
        page: null,
      };
    default:
      return words.linkUsage;
  }
}

/** /link: a link and its QR code for a poster (办事指南 + 二维码). Public documents only. */
export const linkCommand: Command = {
  name: 'link',
  audience: 'staff',
  async run(context, argument) {
    const { words, at, person } = context;
    const poster = await posterOf(context, argument);
    if (typeof poster === 'string') return say(poster);
    const code = await keepLink(context.database, poster.target, personKey(person), at);
    const opened = context.channels.map((channel) => channel.deepLink?.(code)).find((url) => url);
    const url = opened ?? poster.page;
    if (!url) return say(words.linkNone);
    await audit(context.database, {
      at,
      who: personKey(person),
      act: 'make link',
      object: code,
      result: 'done',
    });
    const bytes = await QRCode.toBuffer(url, {
      type: 'png',
      width: 600,
      margin: 4,
      errorCorrectionLevel: 'M',
    });
    const file = { name: 'qr.png', type: 'image/png' as const, bytes };
    return [
      {
        kind: 'say',
        message: { text: [plain(`${words.linkMade(poster.label)}\n`), link(url, url)], buttons: [], file },
      },
    ];
  },
};
