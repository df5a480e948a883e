/** Sends what waits in the outbox. */
import { z } from 'zod';
import { whereIs } from '../data/chats.ts';
import { type ClaimedLetter, claimLetters, settleFailed, settleSent } from '../data/outbox.ts';
import { actionSchema } from './actions.ts';
import { SendError } from './channels/send-error.ts';
import type { AppParts } from './context.ts';
import { sendMessage } from './deliver.ts';

const BATCH = 50;

const letterSchema = z.object({
  text: z.array(
    z.object({
      text: z.string(),
      style: z.enum(['bold', 'italic', 'quote', 'code']).exactOptional(),
      url: z.string().exactOptional(),
    }),
  ),
  buttons: z.array(
    z.array(
      z.object({ label: z.string(), action: actionSchema.exactOptional(), url: z.string().exactOptional() }),
    ),
  ),
});

async function sendLetter(parts: AppParts, letter: ClaimedLetter): Promise<void> {
  const { database } = parts;
  const channel = parts.channels.find(({ name }) => name === letter.channel);
  const message = letterSchema.safeParse(letter.message);
  const chat = await whereIs(database, letter.channel, letter.chat);
  if (!channel || !message.success || chat === null) {
    const error = chat === null ? 'gone' : channel ? 'not a message' : 'no such channel';
    return settleFailed(database, letter, { error, final: channel !== undefined }, parts.now());
  }
  try {
    const id = await sendMessage(parts, { channel, chat, personId: null }, message.data);
    await settleSent(database, letter.id, id);
  } catch (error) {
    const problem = error instanceof SendError ? error.problem : { kind: 'unknown' as const };
    const final = problem.kind === 'gone' || problem.kind === 'refused';
    const after = problem.kind === 'later' ? { afterMs: problem.afterMs } : {};
    await settleFailed(database, letter, { error: problem.kind, final, ...after }, parts.now());
    parts.log.warn({ channel: letter.channel, problem: problem.kind, final }, 'a letter was not delivered');
  }
}

/** Sends all letters that are due; safe to run in several processes at once. */
export async function flushOutbox(parts: AppParts): Promise<void> {
  for (;;) {
    const letters = await claimLetters(parts.database, parts.now(), BATCH);
    for (const letter of letters) await sendLetter(parts, letter);
    if (letters.length < BATCH) return;
  }
}
