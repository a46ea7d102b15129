import { createHmac, getHashes, timingSafeEqual } from "node:crypto";

/** Signs and checks the four JSON frames of a message. */
export interface Signer {
  /** The signature in hexadecimal; "" where signatures are switched off. */
  sign(frames: readonly Uint8Array[]): string;
  /** The same, with a turn of the event loop after every megabyte. */
  signLong(frames: readonly Uint8Array[]): Promise<string>;
  /** Whether `signature` is that of the frames, in a time that doesn't tell how much of it was right. */
  verify(signature: Uint8Array, frames: readonly Uint8Array[]): boolean;
  /** False where signatures are switched off: nothing is signed, all is taken. */
  readonly isSigning: boolean;
}

/** Bytes that are signed between two turns of the event loop, where it is done in turns. */
const turn = 2 ** 20;

/**
 * The signer of a connection's key.
 * @param key "" switches signatures off
 * @param hash the hash function's name, "sha256" say
 * @throws RangeError when this Node has no such hash
 * Source: the protocol's "wire protocol": the hexadecimal HMAC of header, parent header, metadata and content.
 */
export function createSigner(key: string, hash: string): Signer {
  if (key === "") return { isSigning: false, sign: () => "", signLong: async () => "", verify: () => true };
  if (!getHashes().includes(hash)) {
    throw new RangeError(
      `signature_scheme must name a hash of this Node, got "hmac-${hash}"; hmac-sha256 is the usual one`,
    );
  }
  const sign = (frames: readonly Uint8Array[]): string => {
    const hmac = createHmac(hash, key);
    for (const frame of frames) hmac.update(frame);
    return hmac.digest("hex");
  };
  const signLong = async (frames: readonly Uint8Array[]): Promise<string> => {
    const hmac = createHmac(hash, key);
    for (const frame of frames) {
      for (let at = 0; at < frame.length; at += turn) {
        hmac.update(frame.subarray(at, at + turn));
        if (at + turn < frame.length) await new Promise((resolve) => setImmediate(resolve));
      }
    }
    return hmac.digest("hex");
  };
  const verify = (signature: Uint8Array, frames: readonly Uint8Array[]): boolean => {
    const right = Buffer.from(sign(frames), "latin1");
    return signature.length === right.length && timingSafeEqual(signature, right);
  };
  return { isSigning: true, sign, signLong, verify };
}
