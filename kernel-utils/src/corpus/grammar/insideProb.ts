import type { RuleTable } from "./readRules";

/**
 * The probability that a symbol becomes these words, over all parses.
 * Source: the inside algorithm (Baker, Trainable grammars for speech recognition, 1979), for rules of any length.
 */
export function insideProb(table: RuleTable, start: string, words: readonly string[]): number {
  const known = new Map<string, number>();

  /** P(symbol becomes words[from..to)) */
  function ofSymbol(symbol: string, from: number, to: number): number {
    const rules = table.get(symbol);
    if (rules === undefined) return to - from === 1 && words[from] === symbol ? 1 : 0;
    const key = `${symbol} ${from} ${to}`;
    let prob = known.get(key);
    if (prob === undefined) {
      prob = rules.reduce((sum, rule) => sum + rule.prob * ofParts(rule.parts, 0, from, to), 0);
      known.set(key, prob);
    }
    return prob;
  }

  /** P(parts[first..] become words[from..to)), each at least one word */
  function ofParts(parts: readonly string[], first: number, from: number, to: number): number {
    const part = parts[first]!;
    const numLater = parts.length - first - 1;
    if (numLater === 0) return ofSymbol(part, from, to);
    let sum = 0;
    for (let middle = from + 1; middle <= to - numLater; middle++) {
      const prob = ofSymbol(part, from, middle);
      if (prob > 0) sum += prob * ofParts(parts, first + 1, middle, to);
    }
    return sum;
  }

  return words.length === 0 ? 0 : ofSymbol(start, 0, words.length);
}
