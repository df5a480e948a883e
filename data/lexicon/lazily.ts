/** Makes a value the first time it is asked for and keeps it, so that importing a module reads no file. */
export function lazily<T>(make: () => T): () => T {
  let kept: { readonly value: T } | null = null;
  return () => {
    kept ??= { value: make() };
    return kept.value;
  };
}
