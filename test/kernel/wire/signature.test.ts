import { describe, expect, it } from "vitest";
import { createSigner } from "../../../kernel/src/wire/signature";

const key = "a0436f6c-1916-498b-8eb9-e81ab9368e84";
const frames = ['{"msg_id":"1","msg_type":"execute_request"}', "{}", "{}", '{"code":"语言 😀"}'].map((text) =>
  Buffer.from(text),
);

// golden: jupyter_client 8.10.0, Session(key=key, signature_scheme=scheme).sign(frames)
const golden = [
  ["sha256", "94974ec37e9e992c513a696b93c6f1d238e546c057133a0c567baef407f75df6"],
  [
    "sha512",
    "cf16a28dae342fda94c1fcfb525cd2b71d02ac4d8320dd5f9dab07dffd44dd4fb191dde97a76dddc30e1f2c87674e057e9677598a0284e76869adb96ad984e76",
  ],
  ["md5", "2a0601931f9a31691f114b84ef183269"],
] as const;

describe("signatures", () => {
  it.each(golden)("agree with jupyter_client's hmac-%s", (hash, signature) => {
    const signer = createSigner(key, hash);
    expect(signer.sign(frames)).toBe(signature);
    expect(signer.verify(Buffer.from(signature), frames)).toBe(true);
  });

  it("are refused when a byte of them or of the message is another", () => {
    const signer = createSigner(key, "sha256");
    const signature = Buffer.from(signer.sign(frames));
    expect(signer.verify(Buffer.from(signature.toString().replace("9", "8")), frames)).toBe(false);
    expect(signer.verify(signature.subarray(1), frames)).toBe(false);
    expect(signer.verify(Buffer.alloc(0), frames)).toBe(false);
    expect(signer.verify(signature, [...frames.slice(0, 3), Buffer.from('{"code":"1"}')])).toBe(false);
    expect(createSigner("another key", "sha256").verify(signature, frames)).toBe(false);
  });

  it("are switched off by an empty key", () => {
    const signer = createSigner("", "sha256");
    expect(signer.isSigning).toBe(false);
    expect(signer.sign(frames)).toBe("");
    expect(signer.verify(Buffer.from("anything"), frames)).toBe(true);
  });

  it("refuse a hash that this Node doesn't have, and keep the key to themselves", () => {
    expect(() => createSigner(key, "sha0")).toThrow(/must name a hash of this Node, got "hmac-sha0"/);
    expect(() => createSigner(key, "sha0")).not.toThrow(key);
  });
});
