import { checkInteger, createRng, type Rng } from "../../core";
import { entropyOf } from "./entropyOf";
import { insideProb } from "./insideProb";
import { readRules, type Rule } from "./readRules";
import type { Grammar, GrammarRules, GrammarSentence, Parse } from "./types";

/**
 * A probabilistic context-free grammar: a source of sentences whose entropy is known exactly.
 * @param rules what each symbol may become, e.g. `{ S: [["我 V 你", 1]], V: [["喜欢", 3], ["想", 1]] }`
 * @param options.start the symbol that a sentence comes from
 * @throws TypeError and RangeError for rules that can't be read, that go round in circles, or whose sentences never end
 */
export function createGrammar(rules: GrammarRules, { start = "S" }: { readonly start?: string } = {}): Grammar {
  const table = readRules(rules, start);
  const words = [...table.values()].flatMap((ways) => ways.flatMap(({ parts }) => parts));
  const sample = (rng: Rng): GrammarSentence => {
    const drawn: string[] = [];
    let logProb = 0;
    function grow(symbol: string): Parse {
      const rule = choose(table.get(symbol)!, rng);
      logProb += Math.log(rule.prob);
      const children = rule.parts.map((part) => {
        if (table.has(part)) return grow(part);
        drawn.push(part);
        return part;
      });
      return { symbol, children };
    }
    const parse = grow(start);
    return { words: drawn, parse, logProb };
  };
  return {
    rules,
    start,
    vocab: [...new Set(words.filter((word) => !table.has(word)))],
    entropy: entropyOf(table, start),
    sample,
    sentences(count, { seed }) {
      checkInteger("count", count, 0);
      const rng = createRng(seed);
      return Array.from({ length: count }, () => sample(rng));
    },
    logProb: (sentence) => Math.log(insideProb(table, start, sentence)),
  };
}

function choose(rules: readonly Rule[], rng: Rng): Rule {
  let left = rng();
  // The probabilities sum to 1 but for rounding: what is left then goes to the last.
  return rules.find(({ prob }) => (left -= prob) < 0) ?? rules.at(-1)!;
}
