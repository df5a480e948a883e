import { foldVariants } from '../variants.ts';

/**
 * The spelling under which the lexicon compares texts: standard characters, half-width letters and digits,
 * lower case. One for one, so that offsets stay: `plain('ＡＰＰ辦理') === 'app办理'`.
 */
export function plain(text: string): string {
  return foldVariants(text)
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[A-Z]/g, (char) => char.toLowerCase());
}
