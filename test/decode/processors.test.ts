import { readFileSync } from "node:fs";
import {
  chain,
  epsilonCutoff,
  etaCutoff,
  keptIds,
  minLength,
  minP,
  noRepeatNgram,
  repetitionPenalty,
  temperature,
  topK,
  topP,
  typicalP,
  type Transform,
} from "kernel-utils/decode";
import { describe, expect, it } from "vitest";

/** In Hugging Face's order. */
const processors = {
  repetitionPenalty,
  noRepeatNgram,
  minLength,
  temperature,
  topK,
  topP,
  minP,
  typicalP,
  epsilonCutoff,
  etaCutoff,
};
type Name = keyof typeof processors;
const names = Object.keys(processors) as Name[];

interface Case {
  logits: string;
  ids: number[];
  minTokensToKeep: number;
  minTokensOfMinP: number;
  minLength: [length: number, ...stopTokens: number[]];
  /** Of all but minLength. */
  options: number[];
  alone: string;
  penalised: string;
  chain: string;
  result: string;
}

// test/decode/golden/processors.py with transformers 5.23.0 and torch 2.13.0
const { versions, cases } = JSON.parse(readFileSync(new URL("golden/processors.json", import.meta.url), "utf8")) as {
  versions: { transformers: string };
  cases: Case[];
};

const toLogits = (text: string) => Float32Array.from(text.split(" "), (value) => (value === "-" ? -Infinity : +value));

function transformOf(name: Name, { options, minTokensToKeep, minTokensOfMinP, ...each }: Case): Transform {
  if (name === "minLength") return minLength(each.minLength[0], each.minLength.slice(1));
  const option = options[names.filter((other) => other !== "minLength").indexOf(name)]!;
  return processors[name](option, { minTokensToKeep: name === "minP" ? minTokensOfMinP : minTokensToKeep });
}

/** The ids of a mask written in hexadecimal. */
const idsOf = (mask: string, size: number) =>
  Array.from({ length: size }, (_, id) => id).filter((id) => (BigInt(`0x${mask}`) >> BigInt(id)) & 1n);

const isIn = (chained: string) => (name: Name) => chained.split(" ").includes(name);

describe(`Hugging Face's processors, transformers ${versions.transformers}`, () => {
  it.each(names.map((name, place) => ({ name, place })))("agree: $name", ({ name, place }) => {
    expect(cases).toHaveLength(500);
    for (const [i, each] of cases.entries()) {
      const logits = toLogits(each.logits);
      const actual = keptIds(transformOf(name, each)(logits, each.ids));
      expect(actual, `case ${i}`).toEqual(idsOf(each.alone.split(" ")[place]!, logits.length));
    }
  });

  it("agree on what a penalised logit becomes", () => {
    for (const each of cases) {
      const result = transformOf("repetitionPenalty", each)(toLogits(each.logits), each.ids);
      const ids = [...new Set(each.ids)].toSorted((a, b) => a - b);
      const penalised = ids.map((id) => result[id]!);
      expect(areClose(penalised, toLogits(each.penalised))).toBe(true);
    }
  });

  it("agree in a chain", () => {
    for (const [i, each] of cases.entries()) {
      const transform = chain(...names.filter(isIn(each.chain)).map((name) => transformOf(name, each)));
      const result = transform(toLogits(each.logits), each.ids);
      expect(areClose(result, toLogits(each.result)), `case ${i}: ${each.chain}`).toBe(true);
    }
  });
});

/** Whether they're equal to 1e-6 of the value: torch divides in 32 bits. */
function areClose(actual: ArrayLike<number>, expected: Float32Array): boolean {
  return expected.every((value, i) => {
    return actual[i] === value || Math.abs(actual[i]! - value) <= 1e-6 * Math.abs(value);
  });
}
