/** A file sent to the bot: an administrator's is read into the library, with a summary; others are told how. */
import { audit } from '../../data/audit.ts';
import { personKey } from '../../data/people.ts';
import { SendError } from '../channels/send-error.ts';
import { type Context, type Reply, say } from '../context.ts';
import type { Incoming } from '../incoming.ts';
import { describeResult, describeTotals, totalsOf } from '../ingest-summary.ts';

type SentFile = Extract<Incoming, { kind: 'file' }>;

/** Files listed one by one; of more there are only the totals and those that were held back. */
const LISTED = 5;

async function fetchFile(context: Context, file: SentFile): Promise<Uint8Array | null> {
  const channel = context.channels.find(({ name }) => name === file.channel);
  if (!channel?.fetchFile || file.ref === undefined) return null;
  const text = [{ text: context.words.readingFile(file.name) }];
  await channel.send(file.chat.id, { text, buttons: [] }, file.token);
  return channel.fetchFile(file.ref);
}

/** What is said to a file. In groups, from others than administrators, and on channels without files: no. */
export async function handIn(context: Context, file: SentFile): Promise<readonly Reply[]> {
  const { words, person, intake, database, at } = context;
  if (file.chat.kind === 'group') return file.addressed ? say(words.noFiles) : [];
  if (!intake || person.role !== 'administrator') return say(words.noFiles);
  const note = { at, who: personKey(person), act: 'hand in', object: file.name };
  try {
    const bytes = await fetchFile(context, file);
    if (!bytes) return say(words.noFiles);
    const results = await intake.take({ name: file.name, bytes }, personKey(person));
    const totals = totalsOf(results);
    await audit(database, { ...note, result: `${totals.documents} documents, ${totals.heldBack} held back` });
    const shown =
      results.length <= LISTED ? results : results.filter(({ status }) => status === 'quarantined');
    const lines = shown.slice(0, LISTED).map(describeResult);
    return say([...lines, ...(results.length === 1 ? [] : [describeTotals(totals)])].join('\n'));
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    await audit(database, { ...note, result: 'not fetched' });
    return say(words.fileNotFetched);
  }
}
