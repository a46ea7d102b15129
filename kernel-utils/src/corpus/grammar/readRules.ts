import { describeValue } from "../../core";
import type { GrammarRules } from "./types";

/** A way of a symbol: what it becomes, and with which probability. */
export interface Rule {
  readonly parts: readonly string[];
  readonly prob: number;
}

/** The rules of each symbol. */
export type RuleTable = ReadonlyMap<string, readonly Rule[]>;

/**
 * The rules with probabilities instead of weights.
 * @throws TypeError for rules that are no lists of [text, weight]
 * @throws RangeError for a weight that isn't positive, a text without words, and symbols that become themselves
 */
export function readRules(rules: GrammarRules, start: string): RuleTable {
  if (!Object.hasOwn(rules, start)) {
    throw new RangeError(`start must be a symbol of the rules, got ${describeValue(start)}: give it at least one way`);
  }
  const table = new Map<string, readonly Rule[]>();
  for (const [symbol, ways] of Object.entries(rules)) {
    if (!Array.isArray(ways) || ways.length === 0) {
      throw new TypeError(`rules.${symbol} must be a list of [text, weight], got ${describeValue(ways)}`);
    }
    const total = ways.reduce((sum, [, weight]) => sum + checkWeight(symbol, weight), 0);
    table.set(
      symbol,
      ways.map(([text, weight]) => ({ parts: partsOf(symbol, text), prob: weight / total })),
    );
  }
  checkNoCircle(table);
  return table;
}

function checkWeight(symbol: string, weight: number): number {
  if (weight > 0 && weight < Infinity) return weight;
  throw new RangeError(`a weight of rules.${symbol} must be > 0 and finite, got ${describeValue(weight)}`);
}

function partsOf(symbol: string, text: string): string[] {
  const parts = typeof text === "string" ? text.split(/\s+/).filter((part) => part !== "") : [];
  if (parts.length > 0) return parts;
  throw new RangeError(`a text of rules.${symbol} must hold a word or symbol, got ${describeValue(text)}`);
}

/** `A → B` and `B → A` would give each sentence parses without end. */
function checkNoCircle(table: RuleTable): void {
  const alone = (symbol: string) =>
    (table.get(symbol) ?? []).filter(({ parts }) => parts.length === 1).map(({ parts }) => parts[0]!);
  for (const symbol of table.keys()) {
    const reached = new Set(alone(symbol));
    for (const next of reached) for (const further of alone(next)) reached.add(further);
    if (reached.has(symbol)) {
      throw new RangeError(`rules.${symbol} must not become ${symbol} alone again: add a word, or drop that way`);
    }
  }
}
