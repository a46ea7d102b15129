import { createRng } from "kernel-utils/core";
import { mobyDick } from "kernel-utils/corpus";

/** What makes tokenizing hard, a kind a list. */
const kinds: readonly (readonly string[])[] = [
  mobyDick()
    .slice(20, 40)
    .flatMap(({ text }) => text.match(/\S+\s*/g)!),
  [..."人工智能让世界变得更美好我喜欢你中国的首都是北京，。！？“”《》、；：（）…—㐀𠀀𪜀𫝀𫤣豈你"],
  ["👍", "👍🏽", "👨‍👩‍👧", "🇨🇳", "❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "☃", "🐳", "\u{1f9d1}\u200d\u{1f680}", "1️⃣"],
  [
    "Привет",
    "мир",
    "Ωμέγα",
    "ΣΊΣΥΦΟΣ",
    "İstanbul",
    "ẞ",
    "straße",
    "日本語",
    "ひらがな",
    "カタカナ",
    "ｶﾞ",
    "한국어",
    "각",
    "ไทย",
    "हिन्दी",
    "தமிழ்",
  ],
  ["שלום", "עולם", "العربية", "مَرْحَبًا", "\u202b", "\u200f", "\u061c", "فارسی", "۱۲۳"],
  [
    "e\u0301",
    "é",
    "n\u0303",
    "Å",
    "A\u030a",
    "a\u0323\u0307",
    "Z\u0351\u0302\u0339a",
    "\u0301",
    "ệ",
    "ǘ",
    "Đ",
    "ø",
    "ﬁ",
    "\u093f",
    "≠",
    "\u037e",
    "\u1fef",
  ],
  [
    "\0",
    "\u0001",
    "\u007f",
    "\u0085",
    "\u00ad",
    "\u200b",
    "\u200c",
    "\u200d",
    "\ufeff",
    "\ufffd",
    "\u2028",
    "\u2029",
    "\ue000",
    "\u{f0000}",
    "\u{e0001}",
    "\ufff9",
  ],
  [" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u3000", "\u2003", "\u202f", "\u1680", "\v", "\f", "   \n  "],
  [..."!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~§¶«»¡¿–—‘’“”•€£©°±×÷½²³"],
  ["don't", "I'll", "WE'VE", "it's", "'s", "'d 'm", "n't", "x's's", "''s"],
  ["0", "42", "3.14", "1,000", "１２", "Ⅷ", "¾", "٣", "1st", "x86_64"],
  ["<|endoftext|>", "[UNK]", "[MASK]", "##ly", "Ġthe", "<s>", "Ċ"],
  ["\ud83d", "\udc4d", "\ud800x", "\udfff\ud800", "a\ud83dé"],
  [
    "a".repeat(99),
    "a".repeat(100),
    "a".repeat(101),
    "é".repeat(101),
    "the".repeat(80),
    "鲸".repeat(40),
    "\u0301".repeat(30),
  ],
];

/** Lines of every kind, and of kinds mixed; the same for the same seed. The first are of one kind each. */
export function mixedLines(numLines: number, seed = 6): string[] {
  const rng = createRng(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(rng() * items.length)]!;
  return Array.from({ length: numLines }, (_, line) => {
    const kind = kinds[line % kinds.length]!;
    const isMixed = line % 2 === 1;
    const separator = pick(["", "", " "]);
    const numParts = Math.floor(rng() * 16);
    return Array.from({ length: numParts }, () => pick(isMixed ? pick(kinds) : kind)).join(separator);
  });
}
