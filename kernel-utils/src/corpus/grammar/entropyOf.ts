import type { Rule, RuleTable } from "./readRules";
import type { GrammarEntropy } from "./types";

const maxRounds = 100_000;

/**
 * The exact entropy of a grammar's parses. A symbol's entropy is that of the choice among its ways, plus that of the
 * symbols which the chosen way brings.
 * @throws RangeError when sentences grow without end, so that there is no mean length
 * Source: Grenander, Syntax-controlled probabilities (1967); Soule, Entropies of probabilistic grammars (1974).
 */
export function entropyOf(table: RuleTable, start: string): GrammarEntropy {
  const numWords = ({ parts }: Rule) => parts.filter((part) => !table.has(part)).length;
  const meanLength = expectation(table, numWords).get(start)!;
  const bitsPerSentence = expectation(table, ({ prob }) => -Math.log2(prob)).get(start)!;
  // The end of the sentence is a token too: a model has to know when to stop.
  return { bitsPerSentence, meanLength, bitsPerToken: bitsPerSentence / (meanLength + 1) };
}

/**
 * What a symbol gives on average, when each use of a rule gives `amount` and then what its symbols give:
 * the smallest solution of x = b + M·x, found by starting at 0 and putting x in again and again.
 */
function expectation(table: RuleTable, amount: (rule: Rule) => number): Map<string, number> {
  const expected = new Map([...table.keys()].map((symbol) => [symbol, 0]));
  for (let round = 0; round < maxRounds; round++) {
    let change = 0;
    for (const [symbol, rules] of table) {
      let sum = 0;
      for (const rule of rules) {
        let given = amount(rule);
        for (const part of rule.parts) given += expected.get(part) ?? 0;
        sum += rule.prob * given;
      }
      change = Math.max(change, (sum - expected.get(symbol)!) / (1 + sum));
      expected.set(symbol, sum);
    }
    if (change < 1e-16) return expected;
    if (!Number.isFinite(change)) break;
  }
  throw new RangeError(
    "the rules must make sentences of finite mean length, and these grow without end: give ways that end more weight",
  );
}
