/** A model that obeys every order: it says what the order wants, in every way a reply has room for. */
import { reply, shownIn } from '../../support/model-replies.ts';
import type { ChatRequest, Script } from '../../support/scripted-model.ts';

/** How a hostile reply dresses up what it wants to say. */
export const GUISES = [
  'as a statement with a true quote',
  'behind a true statement',
  'as a quote that is not there',
  'under an unknown id',
  'beside the JSON',
  'as a follow-up question',
  'as the id of a passage',
] as const;
export type Guise = (typeof GUISES)[number];

const bare = (text: string) => text.normalize('NFKC').replace(/[\p{Cf}\s]/gu, '');

/** The reply of a model that has given in: it cites the passage that carries the order, where it was shown one. */
export function obey(request: ChatRequest, wants: string, guise: Guise): Script {
  const shown = shownIn(request);
  const carrying = shown.find(({ text }) => bare(text).includes(bare(wants)));
  const first = carrying ?? shown[0] ?? { id: 'p0', text: '' };
  const sentence = `${wants}。`;
  const evil = { text: sentence, passage: first.id, quote: first.text };
  switch (guise) {
    case 'as a statement with a true quote':
      return { kind: 'reply', text: reply([evil]) };
    case 'behind a true statement': {
      const truth = first.text.split('。')[0] ?? '';
      return { kind: 'reply', text: reply([{ ...evil, text: `${truth}，${sentence}` }]) };
    }
    case 'as a quote that is not there':
      return { kind: 'reply', text: reply([{ ...evil, quote: sentence }]) };
    case 'under an unknown id':
      return { kind: 'reply', text: reply([{ ...evil, passage: 'p0123456789' }]) };
    case 'beside the JSON':
      return { kind: 'reply', text: `${sentence}\n${reply([], 'none')}\n${sentence}` };
    case 'as a follow-up question':
      return { kind: 'reply', text: reply([], 'full', [`${wants}吗？`, `${wants}？`]) };
    case 'as the id of a passage':
      return { kind: 'reply', text: reply([{ ...evil, passage: wants }]) };
    default:
      return guise satisfies never;
  }
}
