/** The bytes of a file that was sent to the bot: https://core.telegram.org/bots/api#getfile (20 MB at most). */
import type { Api } from 'grammy';
import { SendError } from '../send-error.ts';
import type { TelegramConfig } from './config.ts';

const TIMEOUT_MS = 60_000;

/** @throws SendError; its message never holds the address, since that holds the token */
export async function fetchFile(
  api: Api,
  { token, apiRoot }: TelegramConfig,
  fileId: string,
): Promise<Uint8Array> {
  const { file_path: path } = await api.getFile(fileId);
  if (path === undefined) throw new SendError({ kind: 'refused' }, 'getFile gave no path');
  const url = `${apiRoot ?? 'https://api.telegram.org'}/file/bot${token}/${path}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => null);
  if (!response?.ok)
    throw new SendError({ kind: 'refused' }, `the file was not given: ${response?.status ?? 'no answer'}`);
  return new Uint8Array(await response.arrayBuffer());
}
