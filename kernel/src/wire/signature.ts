import { createHmac, getHashes, timingSafeEqual } from "node:crypto";

/** Signs and checks the four JSON frames of a message. */
export interface Signer {
  /** The signature in hexadecimal; "" where signatures are switched off. */
  sign(frames: readonly Uint8Array[]): string;
  /** Whether `signature` is that of the frames, in a time that doesn't tell how much of it was right. */
  verify(signature: Uint8Array, frames: readonly Uint8Array[]): boolean;
  /** False where signatures are switched off: nothing is signed, all is taken. */
  readonly isSigning: boolean;
}

/**
 * The signer of a connection's key.
 * @param key "" switches signatures off
 * @param hash the hash function's name, "sha256" say
 * @throws RangeError when this Node has no such hash
 * Source: the protocol's "wire protocol": the hexadecimal HMAC of header, parent header, metadata and content.
 */
export function createSigner(key: string, hash: string): Signer {
  if (key === "") return { isSigning: false, sign: () => "", verify: () => true };
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
  const verify = (signature: Uint8Array, frames: readonly Uint8Array[]): boolean => {
    const right = Buffer.from(sign(frames), "latin1");
    return signature.length === right.length && timingSafeEqual(signature, right);
  };
  return { isSigning: true, sign, verify };
}
