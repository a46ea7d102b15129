import { readFileSync } from "node:fs";
import { logSoftmax, type NextLogits, softmax } from "kernel-utils/core";
import {
  beamSearch,
  type BeamOptions,
  chain,
  greedy,
  noRepeatNgram,
  pathTo,
  repetitionPenalty,
} from "kernel-utils/decode";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

interface Search extends BeamOptions {
  model: number;
  prompt: number[];
  repetitionPenalty: number;
  noRepeatNgram: number;
  /** The new ids, then the score. */
  hypotheses: string[];
}
interface Golden {
  versions: { transformers: string };
  models: { first: number[]; second: number[] }[];
  searches: Search[];
}
const read = (name: string) => JSON.parse(readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8")) as Golden;

const vocabSize = 16;
/** A model of two tables: what comes next depends on the last two ids. */
function tableModel({ first, second }: { first: number[]; second: number[] }): NextLogits {
  return (ids) => {
    const [a, b] = [ids.at(-2) ?? 0, ids.at(-1)!];
    return Float32Array.from(
      { length: vocabSize },
      (_, id) => first[b * vocabSize + id]! + second[a * vocabSize + id]!,
    );
  };
}

// test/decode/golden/beams.py with transformers 5.23.0; groups with transformers 4.49.0, the last that had them built in
describe.each(["beams.json", "beamGroups.json"])("Hugging Face's beam search, %s", (file) => {
  const { models, searches } = read(file);

  it.each(searches.map((search, i) => ({ i, search })))("agrees: search $i", ({ search }) => {
    const { model, prompt, hypotheses, ...options } = search;
    const transforms = [repetitionPenalty(options.repetitionPenalty)];
    if (options.noRepeatNgram > 0) transforms.push(noRepeatNgram(options.noRepeatNgram));
    const result = beamSearch(tableModel(models[model]!), prompt, { ...options, transform: chain(...transforms) });
    const actual = result.hypotheses.map(({ ids, stopToken }) => [...ids, stopToken ?? []].flat().join(" "));
    expect(actual).toEqual(hypotheses.map((line) => line.slice(0, line.lastIndexOf(" "))));
    for (const [i, line] of hypotheses.entries()) {
      const score = Number(line.split(" ").at(-1));
      expect(Math.abs(result.hypotheses[i]!.score / score - 1)).toBeLessThan(1e-6);
    }
  });
});

describe("beamSearch", () => {
  // 我 is followed by 喜欢 with .3, by 想 with .4; 喜欢 by 你 with .8, by 吃 with .1; 想 by 你 with .5, by 去 with .3
  const words = ["我", "喜欢", "想", "你", "吃", "去", "…"];
  const table: Record<string, Record<string, number>> = {
    我: { 喜欢: 0.3, 想: 0.4, "…": 0.3 },
    喜欢: { 你: 0.8, 吃: 0.1, "…": 0.1 },
    想: { 你: 0.5, 去: 0.3, "…": 0.2 },
    "…": { "…": 1 },
  };
  const model: NextLogits = (ids) =>
    Float32Array.from(words, (word) => Math.log(table[words[ids.at(-1)!]!]![word] ?? 0));
  const spell = (ids: readonly number[]) => ids.map((id) => words[id]).join("");

  it("finds 我喜欢你 (.24) with two beams, where greedy finds 我想你 (.20)", () => {
    expect(spell(greedy(model, [0], { maxNewTokens: 2 }))).toBe("想你");
    const one = beamSearch(model, [0], { numBeams: 1, maxNewTokens: 2 });
    expect(spell(one.best.ids)).toBe("想你");
    expect(Math.exp(one.best.logProb)).toBeCloseTo(0.2, 6);
    const two = beamSearch(model, [0], { numBeams: 2, maxNewTokens: 2, stopTokens: [6] });
    expect(spell(two.best.ids)).toBe("喜欢你");
    expect(Math.exp(two.best.logProb)).toBeCloseTo(0.24, 6);
    expect(two.best.score).toBeCloseTo(Math.log(0.24) / 2, 6);
  });

  it("gives the tree of what it looked at", () => {
    const { best, tree } = beamSearch(model, [0], { numBeams: 2, maxNewTokens: 2, tree: true });
    expect(pathTo(tree!, best.node).map((node) => words[tree![node]!.id])).toEqual(["喜欢", "你"]);
    const shown = tree!.map(({ id, parent, depth, sum, fate }) => [
      words[id],
      parent,
      depth,
      +Math.exp(sum).toFixed(3),
      fate,
    ]);
    expect(shown).toEqual([
      ["想", -1, 1, 0.4, "kept"],
      ["喜欢", -1, 1, 0.3, "kept"],
      ["…", -1, 1, 0.3, "dropped"],
      ["你", 1, 2, 0.24, "finished"],
      ["你", 0, 2, 0.2, "finished"],
      ["去", 0, 2, 0.12, "dropped"],
      ["…", 0, 2, 0.08, "dropped"],
    ]);
    expect(beamSearch(model, [0], { numBeams: 2, maxNewTokens: 2 }).tree).toBeUndefined();
  });

  const random = tableModel(read("beams.json").models[0]!);
  const prompts = fc.array(fc.nat(vocabSize - 1), { minLength: 1, maxLength: 3 });

  it("is greedy with one beam", () => {
    fc.assert(
      fc.property(prompts, fc.integer({ min: 1, max: 8 }), (prompt, maxNewTokens) => {
        const options = { maxNewTokens, stopTokens: [3] };
        const { ids } = beamSearch(random, prompt, { ...options, numBeams: 1, earlyStopping: true }).best;
        expect(ids).toEqual(greedy(random, prompt, options));
      }),
    );
  });

  it("finds the likeliest of all texts with beams enough", () => {
    fc.assert(
      fc.property(prompts, (prompt) => {
        let best = -Infinity;
        const first = logSoftmax(random(prompt));
        for (let a = 0; a < vocabSize; a++) {
          const second = logSoftmax(random([...prompt, a]));
          best = Math.max(best, ...second.map((logProb) => logProb + first[a]!));
        }
        expect(beamSearch(random, prompt, { numBeams: vocabSize, maxNewTokens: 2 }).best.logProb).toBeCloseTo(best, 5);
      }),
    );
  });

  it("scores a text as the model does", () => {
    const { best } = beamSearch(random, [1, 2], { numBeams: 3, maxNewTokens: 6, lengthPenalty: 2 });
    let logProb = 0;
    for (const [i, id] of best.ids.entries())
      logProb += Math.log(softmax(random([1, 2, ...best.ids.slice(0, i)]))[id]!);
    expect(best.logProb).toBeCloseTo(logProb, 4);
    expect(best.score).toBeCloseTo(logProb / 36, 5);
  });

  it("keeps groups apart, the more the higher the penalty", () => {
    const firsts = (diversityPenalty: number) =>
      beamSearch(random, [1], { numBeams: 4, numGroups: 4, diversityPenalty, maxNewTokens: 1 }).hypotheses.map(
        ({ ids }) => ids[0],
      );
    expect(new Set(firsts(0)).size).toBe(1);
    expect(new Set(firsts(100)).size).toBe(4);
  });

  it("goes on past dead ends, and says when there's nothing else", () => {
    const steps: Record<number, number[]> = {
      0: [-Infinity, 0, -1],
      1: [-Infinity, -Infinity, -Infinity],
      2: [0, 0, 5],
    };
    const deadEnd: NextLogits = (ids) => Float32Array.from(steps[ids.at(-1)!]!);
    expect(beamSearch(deadEnd, [0], { numBeams: 2, maxNewTokens: 3 }).best.ids).toEqual([2, 2, 2]);
    expect(() => beamSearch(deadEnd, [1], { numBeams: 2, maxNewTokens: 3 })).toThrow(
      new RangeError("nextLogits must hold a finite one, got -Infinity only: no token can follow"),
    );
  });

  it.each<[Partial<Record<keyof BeamOptions, unknown>>, string]>([
    [{ numBeams: 0 }, "numBeams must be an integer >= 1, got 0"],
    [{ maxNewTokens: 0 }, "maxNewTokens must be an integer >= 1, got 0"],
    [{ minNewTokens: 9 }, "minNewTokens must be an integer in [0, 4], got 9"],
    [{ stopTokens: [-1] }, "stopTokens[0] must be an integer >= 0, got -1"],
    [{ lengthPenalty: NaN }, "lengthPenalty must be finite, got NaN: 1 compares means, 0 sums"],
    [{ earlyStopping: "often" }, 'earlyStopping must be true, false or "never", got "often"'],
    [{ numGroups: 3 }, "numGroups must divide numBeams, 4, got 3: all groups are of one size"],
    [{ diversityPenalty: -1 }, "diversityPenalty must be >= 0 and finite, got -1"],
    [{ diversityPenalty: 1 }, "diversityPenalty must be 0 for numGroups 1, got 1: set numGroups, say to numBeams"],
  ])("throws for %j", (options, message) => {
    const all = { numBeams: 4, maxNewTokens: 4, ...options } as BeamOptions;
    expect(() => beamSearch(random, [1], all)).toThrow(new RangeError(message));
  });
});
