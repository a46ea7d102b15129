/** Texts repeat their words: what was found for one is kept for the next time. */
const mostWords = 2 ** 16;
/** Longer words hardly ever come again. */
const longestWord = 64;

/** `find`, remembering its answers, which nobody may change; at most 65,536 of them at a time. */
export function wordCache<Found>(find: (word: string) => Found): (word: string) => Found {
  const known = new Map<string, Found>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const found = find(word);
    if (word.length <= longestWord) {
      if (known.size >= mostWords) known.clear();
      known.set(word, found);
    }
    return found;
  };
}
