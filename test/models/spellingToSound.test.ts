import { cmuDict } from "kernel-utils/corpus";
import { greedy } from "kernel-utils/decode";
import { wordErrorRate } from "kernel-utils/metrics";
import { Seq2Seq } from "kernel-utils/models";
import { ready } from "kernel-utils/nn";
import { expect, it } from "vitest";

it("the weights that the course ships say new words as well as their card tells", async () => {
  await ready();
  const words = new Map<string, string>(); // each word's first pronunciation, without stress
  for (const { word, phonemes } of cmuDict()) {
    if (/^[a-z]{2,12}$/.test(word) && !words.has(word)) words.set(word, phonemes.join(" ").replaceAll(/\d/g, ""));
  }
  const signs = ["<s>", "</s>", ...new Set([...words.values()].flatMap((sounds) => sounds.split(" ")).toSorted())];
  const model = await Seq2Seq.load("data/spelling-to-sound");
  const say = (word: string) => {
    const source = [...word].map((letter) => letter.charCodeAt(0) - 97);
    const ids = greedy(model.nextLogits(source), [0], { maxNewTokens: 24, stopTokens: [1] });
    return ids
      .filter((id) => id > 1)
      .map((id) => signs[id])
      .join(" ");
  };
  const putAside = [...words].filter((_, i) => i % 100 === 0);
  expect([words.size, putAside.length]).toEqual([113_646, 1137]);
  const rate = wordErrorRate(
    putAside.map(([word]) => say(word)),
    putAside.map(([, sounds]) => sounds),
  );
  expect(rate).toBeCloseTo(0.102, 2); // data/README.md
  model.dispose();
}, 60_000);
