/** Texts as numbers of words: an archive of many millions of words fits in memory. */
export interface Corpus {
  /** Every word of the texts once; its place is its number. */
  readonly dictionary: readonly string[];
  readonly texts: readonly Uint32Array[];
}

/** Takes texts in one by one. Words of different texts are never neighbours. */
export class CorpusBuilder implements Corpus {
  readonly dictionary: string[] = [];
  readonly texts: Uint32Array[] = [];
  readonly #numbers = new Map<string, number>();

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.dictionary.length);
    return this.dictionary.push(word) - 1;
  }

  add(words: readonly string[]): void {
    if (words.length > 1) this.texts.push(Uint32Array.from(words, (word) => this.#numberOf(word)));
  }
}
