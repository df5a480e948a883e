import { audit } from '../../data/audit.ts';
import { forgetPerson } from '../../data/conversations.ts';
import { readLink } from '../../data/links.ts';
import { personKey, setLanguage } from '../../data/people.ts';
import { type Context, type Reply, say } from '../context.ts';
import { wordsOf } from '../locales/words.ts';
import { raiseTicket } from '../tickets.ts';
import { ask } from './ask.ts';
import type { Command } from './command.ts';
import { subscribe } from './duties.ts';
import { showDocuments } from './library.ts';

/** The greeting on joining and on /start. */
export function welcome(context: Context): Reply[] {
  const { words, incoming, person } = context;
  return say(incoming.chat.kind === 'group' ? words.welcomeGroup : words.welcome(person.name));
}

async function follow(context: Context, code: string): Promise<readonly Reply[]> {
  const found = await readLink(context.database, code);
  if (!found) return say(context.words.linkDead);
  switch (found.kind) {
    case 'question':
      return ask(context, found.target);
    case 'subscription':
      return subscribe(context, { kind: 'department', value: found.target });
    case 'document':
      return showDocuments(context, found.target, 0);
    default:
      return found.kind satisfies never;
  }
}

/** /start, also as a deep link's landing. */
export const startCommand: Command = {
  name: 'start',
  audience: 'everyone',
  run: async (context, code) => (code === '' ? welcome(context) : follow(context, code)),
};

/** /language */
export const languageCommand: Command = {
  name: 'language',
  audience: 'everyone',
  async run(context, argument) {
    const language = /^(en|english)/i.test(argument) ? 'en' : 'zh';
    await setLanguage(context.database, context.person.id, language);
    return say(wordsOf(language).language);
  },
};

/** /forget: asks first. */
export const forgetCommand: Command = {
  name: 'forget',
  audience: 'everyone',
  privateOnly: true,
  async run({ words }) {
    return say(words.forgetAsk, [
      [
        { label: words.buttons.confirmForget, action: { do: 'forget', sure: true } },
        { label: words.buttons.cancel, action: { do: 'forget', sure: false } },
      ],
    ]);
  },
};

/** The answer to /forget's question. */
export async function forget(context: Context, sure: boolean): Promise<readonly Reply[]> {
  const { words, person } = context;
  if (!sure) return say(words.kept);
  const count = await forgetPerson(context.database, person.id);
  const who = personKey(person);
  await audit(context.database, { at: context.at, who, act: 'forget', object: who, result: String(count) });
  return say(words.forgotten(count));
}

/** /feedback: kept as a ticket of the fallback department. */
export const feedbackCommand: Command = {
  name: 'feedback',
  audience: 'everyone',
  async run(context, text) {
    const { words, settings } = context;
    if (text === '') return say(words.feedbackUsage);
    await raiseTicket(context, 'unsolved', text.slice(0, settings.maxQuestionLength), [], []);
    return say(words.thanks);
  },
};
