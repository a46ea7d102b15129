/**
 * An integer as WebAssembly's binary format has them: seven bits a byte, the lowest first; the eighth bit says that more follow.
 * @param value an integer in [0, 2^32)
 * Source: WebAssembly Core Specification 2.0, section 5.2.2.
 */
export function unsignedLeb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/**
 * The same for integers below 0 too: the last byte's second highest bit is the sign.
 * @param value an integer in [-2^31, 2^31)
 */
export function signedLeb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest < -64 || rest > 63) {
    bytes.push((rest & 127) + 128);
    rest >>= 7;
  }
  return [...bytes, rest & 127];
}
