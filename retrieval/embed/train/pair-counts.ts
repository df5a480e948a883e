/** Sums by pair of numbers, kept in typed arrays: tens of millions of pairs fit where a Map would not. */
export class PairCounts {
  #keys = new Float64Array(1 << 12).fill(-1);
  #sums = new Float64Array(1 << 12);
  #size = 0;
  readonly #width: number;

  /** @param width how many numbers there are: pairs are of 0 … width − 1 */
  constructor(width: number) {
    this.#width = width;
  }

  get size(): number {
    return this.#size;
  }

  #slot(key: number): number {
    const mask = this.#keys.length - 1;
    const mixed = Math.imul(key ^ (key / 2 ** 32), 0x9e3779b1);
    let at = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#keys[at] !== -1 && this.#keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [keys, sums] = [this.#keys, this.#sums];
    this.#keys = new Float64Array(keys.length * 2).fill(-1);
    this.#sums = new Float64Array(keys.length * 2);
    keys.forEach((key, i) => {
      if (key === -1) return;
      const at = this.#slot(key);
      this.#keys[at] = key;
      this.#sums[at] = sums[i] ?? 0;
    });
  }

  add(row: number, column: number, amount: number): void {
    const key = row * this.#width + column;
    const at = this.#slot(key);
    if (this.#keys[at] === -1) {
      this.#keys[at] = key;
      this.#size++;
    }
    this.#sums[at] = (this.#sums[at] ?? 0) + amount;
    if (this.#size > this.#keys.length * 0.6) this.#grow();
  }

  /** Visits every pair with its sum, in no order that means anything but always the same. */
  each(visit: (row: number, column: number, sum: number) => void): void {
    this.#keys.forEach((key, i) => {
      if (key === -1) return;
      const row = Math.floor(key / this.#width);
      visit(row, key - row * this.#width, this.#sums[i] ?? 0);
    });
  }
}
