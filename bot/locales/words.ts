import { en } from './chat-en.ts';
import { type Words, zh } from './chat-zh.ts';

/** The words of a language. */
export function wordsOf(language: 'zh' | 'en'): Words {
  return language === 'en' ? en : zh;
}
