import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeMessage, encodeLongMessage, encodeMessage, MalformedMessage } from "../../../kernel/src/wire/message";
import { createSigner } from "../../../kernel/src/wire/signature";

const signer = createSigner("secret", "sha256");
const bytes = (frames: readonly (Uint8Array | string)[]): Buffer[] =>
  frames.map((frame) => (typeof frame === "string" ? Buffer.from(frame) : Buffer.from(frame)));

// golden: jupyter_client 8.10.0
// Session(key=b"secret", session="s", username="u").serialize(msg("kernel_info_request"), ident=b"front")
const golden = [
  "front",
  "<IDS|MSG>",
  "93880882725b4954a35099e156b63297b26d002517b3bd7f33b5ad0ec0c0714a",
  '{"msg_id": "s_1_0", "msg_type": "kernel_info_request", "username": "u", "session": "s", "date": "2026-01-02T03:04:05.000000Z", "version": "5.4"}',
  "{}",
  "{}",
  "{}",
].map((text) => Buffer.from(text));

describe("the message codec", () => {
  it("reads what jupyter_client wrote", () => {
    const message = decodeMessage(golden, signer);
    expect(message.header).toMatchObject({ msg_id: "s_1_0", msg_type: "kernel_info_request", version: "5.4" });
    expect(message.headerJson).toBe(String(golden[3]));
    expect(message.identities.map(String)).toEqual(["front"]);
    expect(message.buffers).toEqual([]);
  });

  it("writes what jupyter_client writes", () => {
    const frames = encodeMessage(
      { prefix: ["front"], header: String(golden[3]), parentHeader: "{}", metadata: "{}", content: "{}" },
      signer,
    );
    expect(bytes(frames)).toEqual(golden);
  });

  it.each(["secret", ""])("writes a long message as it does any other, with the key %j", async (key) => {
    const own = createSigner(key, "sha256");
    const content = Buffer.from(JSON.stringify({ text: "x".repeat(3 * 2 ** 20 + 17) }));
    const message = {
      prefix: ["topic"],
      header: "{}",
      parentHeader: "{}",
      metadata: "{}",
      content,
      buffers: [Buffer.of(1)],
    };
    const inTurns = bytes(await encodeLongMessage(message, own));
    const atOnce = bytes(encodeMessage(message, own));
    // Vitest's own comparison of so many bytes takes seconds.
    expect(inTurns.map((frame, i) => atOnce[i]?.equals(frame))).toEqual(Array(8).fill(true));
  });

  it("gives back whatever was put in", () => {
    const dictionary = fc
      .dictionary(fc.string({ unit: "binary" }), fc.jsonValue())
      .map((one) => JSON.parse(JSON.stringify(one)));
    const binary = fc.uint8Array().map((one) => Buffer.from(one));
    fc.assert(
      fc.property(
        fc.array(binary),
        dictionary,
        dictionary,
        fc.array(binary),
        (identities, metadata, content, buffers) => {
          fc.pre(!identities.some((identity) => String(identity) === "<IDS|MSG>"));
          const header = { msg_id: "1", msg_type: "comm_msg" };
          const frames = encodeMessage(
            {
              prefix: identities,
              header: JSON.stringify(header),
              parentHeader: "{}",
              metadata: JSON.stringify(metadata),
              content: JSON.stringify(content),
              buffers,
            },
            signer,
          );
          const message = decodeMessage(bytes(frames), signer);
          expect(message).toMatchObject({ identities, header, parentHeader: {}, buffers });
          expect(message.content).toEqual(content);
          expect(message.metadata).toEqual(metadata);
        },
      ),
    );
  });

  it("takes any frames for a message or says what is wrong with them", () => {
    const frame = fc.oneof(
      fc.uint8Array().map((one) => Buffer.from(one)),
      fc
        .constantFrom("<IDS|MSG>", "{}", "[]", "null", "1", "{", '{"msg_id":1}', '{"msg_id":"1","msg_type":"x"}')
        .map((one) => Buffer.from(one)),
    );
    const open = createSigner("", "sha256");
    const outcome = (frames: readonly Uint8Array[]): unknown => {
      try {
        return typeof decodeMessage(frames, open).header.msg_type;
      } catch (error) {
        return error instanceof MalformedMessage ? "refused" : error;
      }
    };
    fc.assert(
      fc.property(fc.array(frame), (frames) => {
        expect(["string", "refused"]).toContain(outcome(frames));
      }),
      { numRuns: 2000 },
    );
  });

  const broken = (index: number, text: string): Buffer[] =>
    golden.map((frame, at) => (at === index ? Buffer.from(text) : frame));
  const open = createSigner("", "sha256");
  it.each([
    ["no delimiter", [Buffer.from("front"), Buffer.from("{}")], /no <IDS\|MSG>/],
    ["too few frames", golden.slice(0, 6), /fewer than five frames/],
    ["a header that is no JSON", broken(3, "{"), /header is not JSON/],
    ["a header without a type", broken(3, '{"msg_id":"1"}'), /header has no msg_id and msg_type/],
    ["a parent header that is a list", broken(4, "[]"), /parent header is not a JSON object/],
    ["metadata that is null", broken(5, "null"), /metadata is not a JSON object/],
    ["content that is a number", broken(6, "1"), /content is not a JSON object/],
  ])("refuses %s", (_, frames, message) => {
    expect(() => decodeMessage(frames, open)).toThrow(message);
  });

  it("looks at nothing whose signature is wrong", () => {
    expect(() => decodeMessage(broken(6, "not even JSON"), signer)).toThrow("its signature is wrong");
  });
});
