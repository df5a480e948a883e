/**
 * PDF files often map glyphs to radicals (⼈ ⺠ ⻢) instead of the characters that look the same (人 民 马), and
 * to compatibility characters. Kangxi radicals and compatibility ideographs have a standard equivalent
 * (Unicode NFKC); the radicals supplement has it only in part, so its simplified forms are listed here.
 */
const SUPPLEMENT =
  '⼾户⾭青⺁厂⺄乙⺌小⺒巳⺓幺⺛旡⺝月⺟母⺠民⺡氵⺣灬⺩王⺪疋⺬示⺮竹⺶羊⺷羊⺻聿⺼月⻁虎⻄西⻅见⻆角⻉贝⻊足⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟⺅亻⺖忄⺘扌⺙攵⺨犭⺭礻⺰纟⺹耂⺾艹⻂衤⻈讠⻌辶⻏阝⻐钅⻖阝⻠饣';

const TABLE: ReadonlyMap<string, string> = new Map(
  [...SUPPLEMENT].flatMap((char, i, all): [string, string][] =>
    i % 2 === 0 ? [[char, all[i + 1] ?? char]] : [],
  ),
);

/** `⼈⺠政府` as 人民政府; every other character stays. */
export function foldRadicals(text: string): string {
  return text.replace(/[\u2e80-\u2fdf\uf900-\ufaff]/g, (char) => TABLE.get(char) ?? char.normalize('NFKC'));
}
