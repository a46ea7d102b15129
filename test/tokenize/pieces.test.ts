import { show } from "kernel-utils/notebook";
import {
  bpeTokenizer,
  characterTokenizer,
  type Pieces,
  trainBpe,
  wordPieceTokenizer,
  wordTokenizer,
} from "kernel-utils/tokenize";
import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => {
  vi.restoreAllMocks();
});

/** What a kernel asks a value for. */
function displayed(pieces: Pieces): { "text/html": string; "text/plain": string } {
  return (pieces as never as Record<symbol, () => never>)[Symbol.for("Jupyter.display")]!();
}

const text = "Call me\tIshmael.\n<b>鲸</b>";
const { vocab, merges } = trainBpe(text.repeat(3), { vocabSize: 265, specialTokens: ["<|end|>"] });
const bpe = bpeTokenizer(vocab, merges, { specialTokens: ["<|end|>"] });

describe("pieces", { timeout: 30_000 }, () => {
  it("show the text token by token, white space visible", () => {
    expect(displayed(wordTokenizer(text).pieces(text))["text/plain"]).toBe("Call|me|Ishmael|.|<|b|>|鲸|<|/|b|>");
    expect(displayed(characterTokenizer(" \t\r\n\0\u007f\u0085a").pieces("a \t\r\n\0\u007f\u0085"))["text/plain"]).toBe(
      "a|·|→|␍|↵|␀|␡|\ufffd",
    );
    const { pieces } = wordPieceTokenizer(["[UNK]", "annoying", "##ly"]);
    expect(displayed(pieces("Annoyingly yours"))["text/plain"]).toBe("annoying|##ly|[UNK]");
  });

  it("show parts of a character as their bytes, and special tokens as they are", () => {
    const plain = displayed(bpeTokenizer(vocab, []).pieces("a 鲸\ufffd"))["text/plain"];
    expect(plain).toBe("a|·|⟨E9⟩|⟨B2⟩|⟨B8⟩|⟨EF⟩|⟨BF⟩|⟨BD⟩");
    expect(displayed(bpe.pieces("a<|end|>", { allowSpecial: true }))["text/plain"]).toBe("a|<|end|>");
    const whole = trainBpe("鲸\ufffd鲸\ufffd", { vocabSize: 261 });
    const pieces = bpeTokenizer(whole.vocab, whole.merges).pieces("鲸\ufffd");
    expect(displayed(pieces)["text/plain"]).not.toContain("⟨B8⟩");
  });

  it("are HTML in colours that change from token to token, escaped", () => {
    const html = displayed(characterTokenizer("<>&\"'\n").pieces("<&\n>"))["text/html"];
    const spans = html.match(/<span .*?<\/span>/g)!;
    expect(spans).toHaveLength(4);
    expect(spans[0]).toContain(">&lt;</span>");
    expect(spans[1]).toContain(">&amp;</span>");
    expect(spans[0]).toContain('title="4 &quot;&lt;&quot;"');
    expect(html).toContain("↵</span><br>");
    const colours = spans.map((span) => /background:(#\w+)/.exec(span)![1]!);
    expect(new Set(colours).size).toBe(4);
    for (const colour of colours) expect(contrast(colour, "#111111")).toBeGreaterThan(7); // WCAG 2, level AAA
  });

  it("send no lone surrogates", () => {
    const bundle = displayed(characterTokenizer("\ud800").pieces("\ud800"));
    expect(bundle["text/plain"]).toBe("\ufffd");
    expect(bundle["text/html"]).not.toMatch(/\p{Cs}/u);
  });

  it("say how many more there are than are shown", () => {
    const bundle = displayed(characterTokenizer("a").pieces("a".repeat(2345)));
    expect(bundle["text/plain"]).toMatch(/a\|a … 345 more tokens$/);
    expect(bundle["text/html"]).toMatch(/<em>… 345 more tokens<\/em><\/div>$/);
    expect(bundle["text/html"].match(/<span /g)).toHaveLength(2000);
    expect(displayed(characterTokenizer("a").pieces(""))["text/plain"]).toBe("");
  });

  it("are a plain array besides", () => {
    expect(characterTokenizer("ab").pieces("b")).toEqual([{ id: 1, token: "b", start: 0, end: 1 }]);
    expect(JSON.stringify(characterTokenizer("ab").pieces("b"))).toBe('[{"id":1,"token":"b","start":0,"end":1}]');
  });

  it("are shown by show", () => {
    const write = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
    show(bpe.pieces("a a"));
    expect(write.mock.calls.map(([written]) => written)).toEqual(["a|·|a\n"]);
  });
});

/** The contrast of two colours by WCAG 2: 1 to 21. */
function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((i) => {
    const part = parseInt(colour.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
