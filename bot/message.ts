/**
 * What is said in a chat, before any channel's markup: runs of text and buttons. Renderers escape every run,
 * so nothing that a document, a person or a question contains can become markup.
 */

/** A run of text. `url` makes it a link; `quote` is a verbatim passage; line breaks stand in `text`. */
export interface TextPart {
  readonly text: string;
  readonly style?: 'bold' | 'italic' | 'quote' | 'code';
  readonly url?: string;
}

/** A button as the app means it: an action to do, or a page to open. */
export interface Button<Act> {
  readonly label: string;
  readonly action?: Act;
  readonly url?: string;
}

/** A file to hand over: a QR code, an export. */
export interface Attachment {
  readonly name: string;
  readonly type: 'image/png' | 'text/csv' | 'text/calendar' | 'application/octet-stream';
  readonly bytes: Uint8Array;
}

/** A message of runs and rows of buttons; `Act` is the app's action, or the key a channel carries for it. */
export interface Message<Act> {
  readonly text: readonly TextPart[];
  readonly buttons: readonly (readonly Button<Act>[])[];
  readonly file?: Attachment;
  /** Accounts to call by name, on channels that can. */
  readonly mentions?: readonly string[];
}

/** What a channel sends: each action is replaced by a short key that only the server can read. */
export type OutMessage = Message<string>;

/** A result of inline mode; `id` is at most 64 bytes. */
export interface InlineResult {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly message: OutMessage;
}

/** Plain words. */
export const plain = (text: string): TextPart => ({ text });
/** Emphasised words. */
export const bold = (text: string): TextPart => ({ text, style: 'bold' });
/** A verbatim passage. */
export const quote = (text: string): TextPart => ({ text, style: 'quote' });
/** A link; without an address it is plain. */
export const link = (text: string, url: string | null): TextPart => (url ? { text, url } : { text });

/** The words alone, for logs, lists and channels without markup. */
export function plainText(parts: readonly TextPart[]): string {
  return parts.map((part) => part.text).join('');
}

/** The same message with each run's text changed, buttons' labels included. */
export function mapText<Act>(message: Message<Act>, change: (text: string) => string): Message<Act> {
  return {
    ...message,
    text: message.text.map((part) => ({ ...part, text: change(part.text) })),
    buttons: message.buttons.map((row) => row.map((button) => ({ ...button, label: change(button.label) }))),
  };
}
