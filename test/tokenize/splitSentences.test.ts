import { mobyDick } from "kernel-utils/corpus";
import { splitSentences } from "kernel-utils/tokenize";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("splitSentences", () => {
  it.each([
    ["Call me Ishmael. Some years ago!", ["Call me Ishmael.", "Some years ago!"]],
    ['"Avast!" cried Ahab. (He paused.) Silence…', ['"Avast!"', "cried Ahab.", "(He paused.)", "Silence…"]],
    ["A title\n\nA first line,\nand a second.", ["A title", "A first line,", "and a second."]],
    ["Mr. Starbuck met Capt. Ahab. Dr. Bunger left.", ["Mr. Starbuck met Capt. Ahab.", "Dr. Bunger left."]],
    ["So said (Mr. Speaker). St. Elmo's fire.", ["So said (Mr. Speaker).", "St. Elmo's fire."]],
    ["I gave it to Mr.\nThen I left. Mr.", ["I gave it to Mr.", "Then I left.", "Mr."]],
    ["It is 3.14 e.g. here.", ["It is 3.14 e.g. here."]],
    ["", []],
    [" \n ", []],
  ])("splits %j", (text, expected) => {
    expect(splitSentences(text)).toEqual(expected);
  });

  it.each(["zh", "en"])("splits Chinese, locale %s: opening marks go with what they open", (locale) => {
    expect(splitSentences("人工智能让世界变得更美好。你好！“是吗？”他说。（完）", { locale })).toEqual([
      "人工智能让世界变得更美好。",
      "你好！",
      "“是吗？”",
      "他说。",
      "（完）",
    ]);
  });

  it.each([
    [
      "Call me\nIshmael. Some\r\n  years ago!\n\nA new\nparagraph",
      ["Call me Ishmael.", "Some years ago!", "A new paragraph"],
    ],
    ["I met Mr.\nStarbuck.", ["I met Mr. Starbuck."]],
    ["人工智能让世界\n变得更美好。\n你好！", ["人工智能让世界变得更美好。", "你好！"]],
    ["A title\n \t\n\nText.", ["A title", "Text."]],
    ["\n\n", []],
  ])("reads hard-wrapped %j", (text, expected) => {
    expect(splitSentences(text, { hardWrapped: true })).toEqual(expected);
  });

  it("is the same for text without line breaks, hard-wrapped or not", () => {
    const chapter = mobyDick()[20]!.text.replaceAll(/\s+/g, " ");
    expect(splitSentences(chapter, { hardWrapped: true })).toEqual(splitSentences(chapter));
  });

  it("keeps all but white space, in order", () => {
    const anyText = fc
      .array(fc.constantFrom(..."aB.!? \n“”(）。", "Mr. ", "St.", "我"))
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(anyText, (text) => {
        const sentences = splitSentences(text);
        expect(sentences.join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
        for (const sentence of sentences) expect(sentence).toBe(sentence.trim());
        expect(sentences).not.toContain("");
      }),
    );
  });

  it("ends no sentence of the novel after Mr.", () => {
    const sentences = mobyDick().flatMap(({ text }) => splitSentences(text));
    expect(sentences.filter((sentence) => sentence.includes("Mr. ")).length).toBeGreaterThan(50);
    expect(sentences.filter((sentence) => sentence.endsWith("Mr."))).toEqual([]);
  });

  it("throws for a locale that isn't one", () => {
    expect(() => splitSentences("a", { locale: "?" })).toThrow(RangeError);
  });
});
