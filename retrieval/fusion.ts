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

/**
 * Joins two rankings by their standardised scores. A passage that one ranking does not hold counts there as
 * its lowest, so neither ranking gates the other.
 */
export function fuse(
  words: readonly Scored[],
  vectors: readonly Scored[],
  weights: { readonly words: number; readonly vectors: number },
): Scored[] {
  const left = standardise(words);
  const right = standardise(vectors);
  const lowest = (side: Map<number, number>) => Math.min(0, ...side.values());
  const [leftFloor, rightFloor] = [lowest(left), lowest(right)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((id) => ({
      id,
      score: weights.words * (left.get(id) ?? leftFloor) + weights.vectors * (right.get(id) ?? rightFloor),
    }))
    .sort((a, b) => b.score - a.score || a.id - b.id);
}
