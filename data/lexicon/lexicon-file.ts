import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { GongbaoError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';

/** A line of a lexicon file: `head` = `same` ~ `related`; a mark in front of the line leaves `head` empty. */
export interface LexiconLine {
  readonly head: readonly string[];
  readonly same: readonly string[];
  readonly related: readonly string[];
}

const words = z.array(z.string().regex(/^[^\s=~#!]+!?$/));
const Line = z.object({ head: words, same: words, related: words });

function splitWords(part: string | undefined): string[] {
  return part?.split(/\s+/).filter(Boolean) ?? [];
}

/**
 * Takes a line apart; null for a line whose marks are out of order or repeated.
 * `readLine('低保 吃低保 = 最低生活保障 ~ 社会救助')` → head 低保 吃低保, same 最低生活保障, related 社会救助
 */
export function readLine(line: string): LexiconLine | null {
  const parts = /^([^=~]*)(?:=([^=~]*))?(?:~([^=~]*))?$/.exec(line);
  if (!parts) return null;
  const read = Line.safeParse({
    head: splitWords(parts[1]),
    same: splitWords(parts[2]),
    related: splitWords(parts[3]),
  });
  return read.success ? read.data : null;
}

/** What a lexicon file holds: its lines, and the words that its `!` lines shield. */
export interface LexiconFile {
  readonly lines: readonly LexiconLine[];
  readonly shields: readonly string[];
}

/**
 * Reads `data/lexicon/{name}.txt`: `#` begins a comment, `!` a line of shields.
 * @throws GongbaoError FILE_UNREADABLE naming the line that cannot be read
 */
export function readLexicon(
  name: 'departments' | 'colloquial' | 'synonyms' | 'user-words' | 'themes' | 'common-words',
): LexiconFile {
  const path = join(packageRoot(), 'data/lexicon', `${name}.txt`);
  const lines: LexiconLine[] = [];
  const shields: string[] = [];
  for (const [i, text] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (/^\s*(?:#|$)/.test(text)) continue;
    if (text.startsWith('!')) {
      shields.push(...splitWords(text.slice(1)));
      continue;
    }
    const line = readLine(text);
    if (!line) {
      throw new GongbaoError('FILE_UNREADABLE', `词库 ${path} 第${i + 1}行格式有误，请改正该行或重新安装。`);
    }
    lines.push(line);
  }
  return { lines, shields };
}
