// GPT-2 writes a vocabulary of byte strings as ordinary text: each of the 256 bytes has a visible character of its own.
// Printable bytes are themselves; the others, white space among them, move up behind U+0100: a space is Ġ, a line break Ċ.
// Source: bytes_to_unicode in openai/gpt-2, src/encoder.py.

const isPrintable = (byte: number) =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);

/** The character of each byte: [256]. */
export const byteCharacters: readonly string[] = (() => {
  let numMoved = 0;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPrintable(byte) ? byte : 0x100 + numMoved++));
})();

/** The characters in code point order, which is the order of GPT-2's first 256 ids. */
export const byteAlphabet: readonly string[] = byteCharacters.toSorted();

const byteOf = new Map(byteCharacters.map((character, byte) => [character, byte]));
const encoder = new TextEncoder();
// A byte order mark is a character like any other here.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The bytes that `token` stands for; a token with other characters in it, as special ones may be, stands for its own UTF-8. */
export function bytesOf(token: string): Uint8Array {
  const bytes = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i++) {
    const byte = byteOf.get(token[i]!);
    if (byte === undefined) return encoder.encode(token);
    bytes[i] = byte;
  }
  return bytes;
}

/** The text of `tokens`; bytes that are no UTF-8 become U+FFFD. */
export function textOfBytes(tokens: readonly string[]): string {
  return decoder.decode(Buffer.concat(tokens.map(bytesOf)));
}
