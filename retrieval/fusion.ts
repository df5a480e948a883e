/** A passage with a score of one ranking; scores of different rankings cannot be compared. */
export interface Scored {
  readonly id: number;
  readonly score: number;
}

function standardise(ranking: readonly Scored[]): Map<number, number> {
  const scores = ranking.map((each) => each.score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / (scores.length || 1);
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length || 1);
  const deviation = Math.sqrt(variance) || 1;
  return new Map(ranking.map(({ id, score }) => [id, (score - mean) / deviation]));
}

/** A passage's standardised scores in both rankings, and their weighted sum. */
export interface FusedScore {
  readonly id: number;
  readonly words: number;
  readonly vectors: number;
  readonly score: number;
}

/**
 * Joins two rankings by their standardised scores. A passage that one ranking does not hold counts there as
 * its lowest, so neither ranking gates the other.
 */
export function fuse(
  words: readonly Scored[],
  vectors: readonly Scored[],
  weights: { readonly words: number; readonly vectors: number },
): FusedScore[] {
  const left = standardise(words);
  const right = standardise(vectors);
  const lowest = (side: Map<number, number>) => Math.min(0, ...side.values());
  const [leftFloor, rightFloor] = [lowest(left), lowest(right)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((id) => {
      const found = { words: left.get(id) ?? leftFloor, vectors: right.get(id) ?? rightFloor };
      return { id, ...found, score: weights.words * found.words + weights.vectors * found.vectors };
    })
    .sort((a, b) => b.score - a.score || a.id - b.id);
}
