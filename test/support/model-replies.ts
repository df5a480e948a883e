/** Replies of scripted models: each reads the passages it was shown, as a real model would. */
import type { ChatRequest } from './scripted-model.ts';

/** A passage as a request shows it. */
export interface Shown {
  readonly id: string;
  readonly text: string;
}

/** The passages of a request, in order. */
export function shownIn(request: ChatRequest): Shown[] {
  const content = request.messages.map((message) => message.content).join('\n');
  return [...content.matchAll(/<条款 id="(\w+)"[^>]*>\n([\s\S]*?)\n<\/条款 \1>/g)].map(
    ([, id = '', text = '']) => ({
      id,
      text,
    }),
  );
}

/** The question of a request. */
export function questionIn(request: ChatRequest): string {
  const content = request.messages.map((message) => message.content).join('\n');
  return /<问题 (\w+)>\n([\s\S]*?)\n<\/问题 \1>/.exec(content)?.[2] ?? '';
}

/** What a reply says. */
export interface Said {
  readonly text: string;
  readonly passage: string;
  readonly quote: string;
}

/** A reply in the shape asked for. */
export function reply(
  statements: readonly Said[],
  completeness: 'full' | 'partial' | 'none' = 'full',
  followUps: readonly string[] = [],
): string {
  return JSON.stringify({
    statements: statements.map(({ text, passage, quote }) => ({ text, evidence: [{ passage, quote }] })),
    completeness,
    followUps,
  });
}

/** The first passage shown that holds some words. */
export function passageWith(request: ChatRequest, words: string): Shown {
  const bare = (text: string) => text.replace(/\s/g, '');
  const found = shownIn(request).find(({ text }) => bare(text).includes(bare(words)));
  if (!found) throw new Error(`no passage shown says ${words}`);
  return found;
}
