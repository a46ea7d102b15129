import { mobyDick } from "kernel-utils/corpus";
import { words } from "kernel-utils/tokenize";
import { describe, expect, it } from "vitest";
import { joinWords } from "../../kernel-utils/src/tokenize/joinWords";

describe("joinWords", () => {
  it.each([
    "Call me Ishmael. Some years ago—never mind how long precisely—I sailed; far, far off: why?",
    'He said, "Avast!" and left. "Oh," said I, "why?"',
    "A sea-hawk (white), it’s “huge”… [see 3.14%]",
    "“Oh!” cried Ahab’s mate, ‘no’.",
    "我喜欢你，中国的首都是北京。",
    "他说：“你好！”（笑）……是吗？",
    "用 TypeScript 写的 GPT 模型",
    "<UNK>",
  ])("restores %s", (text) => {
    expect(joinWords(words(text)).replace("< UNK >", "<UNK>")).toBe(text);
  });

  it("treats special tokens as words", () => {
    expect(joinWords(["<s>", "Call", "me", "<UNK>", ".", "</s>"])).toBe("<s> Call me <UNK>. </s>");
    expect(joinWords([])).toBe("");
  });

  it("restores most of a novel's paragraphs to the letter", () => {
    const paragraphs = mobyDick()
      .slice(3, 30)
      .flatMap(({ text }) => text.split("\n"))
      .filter((line) => line.trim() !== "");
    const restored = paragraphs.filter((paragraph) => joinWords(words(paragraph)) === paragraph.trim());
    expect(restored.length / paragraphs.length).toBeGreaterThan(0.8);
  });
});
