import { mobyDick } from "kernel-utils/corpus";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segment } from "../../kernel-utils/src/tokenize/segment";

/** What one call of Intl.Segmenter gives for all of `text`, in time quadratic in its length. */
const plainly = (text: string, granularity: "word" | "sentence") =>
  Array.from(new Intl.Segmenter("en", { granularity }).segment(text), (data) => data.segment);

/** Texts over several windows, made of what makes boundaries hard. */
const anyText = fc
  .array(
    fc.constantFrom(
      ..."aZ9 .,'’-—:\n\r\t\"",
      "don't ",
      "3.14",
      "Mr. Starbuck ",
      "e\u0301",
      "\r\n",
      "👍🏽",
      "👨‍👩‍👧",
      "🇨🇳",
      "中国。",
      "北京，",
    ),
    { maxLength: 700, size: "max" },
  )
  .map((pieces) => pieces.join(""));

describe.each(["word", "sentence"] as const)("segment by %s", (granularity) => {
  it("agrees with one call of Intl.Segmenter", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(segment(text, granularity, "en")).toEqual(plainly(text, granularity));
      }),
    );
  });

  it("agrees on a chapter of many windows", () => {
    const { text } = mobyDick().find(({ title }) => title === "Chapter 54. The Town-Ho's Story.")!;
    expect(segment(text, granularity, "en")).toEqual(plainly(text, granularity));
  });

  it("loses nothing, of any string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2000, size: "max" }), (text) => {
        expect(segment(text, granularity, "en").join("")).toBe(text);
      }),
    );
  });

  it.each(["a".repeat(20_000), "智".repeat(5000), "👍".repeat(3000), " ".repeat(9000), "\ud83d", ""])(
    "loses nothing of what no window ends in: %#",
    (text) => {
      expect(segment(text, granularity, "zh").join("")).toBe(text);
    },
  );

  it.each(["not a locale", "", null])("throws for the locale %j", (locale) => {
    const message = `locale must be a language tag such as "en" or "zh", got ${JSON.stringify(locale)}`;
    expect(() => segment("text", granularity, locale as never)).toThrow(new RangeError(message));
  });
});
