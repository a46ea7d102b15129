import { Statement } from "./Code";
import { F32 } from "./F32";
import { F32x4 } from "./F32x4";
import { F32x8, type Operand } from "./F32x8";
import { I32 } from "./I32";
import { unsignedLeb } from "./leb128";

/** What follows the opcode: that places are multiples of 4 (a hint: others work too), and how far from the place it is. */
const operand = (offset: number) => [2, unsignedLeb(offset)];

/** The number `offset` bytes after `place`; as all places a multiple of 4. An offset costs no instruction. */
export const loadI32 = (place: I32, offset = 0) => new I32([place.code, 0x28, operand(offset)]);
export const loadF32 = (place: I32, offset = 0) => new F32([place.code, 0x2a, operand(offset)]);
/** Four numbers that lie side by side. */
export const loadF32x4 = (place: I32, offset = 0) => new F32x4([place.code, 0xfd, 0x00, operand(offset)]);
/** One number, four times. */
export const loadSplat = (place: I32, offset = 0) => new F32x4([place.code, 0xfd, 0x09, operand(offset)]);

export const storeI32 = (place: I32, value: I32 | number, offset = 0) =>
  new Statement([place.code, I32.of(value).code, 0x36, operand(offset)]);
export const storeF32 = (place: I32, value: F32 | number, offset = 0) =>
  new Statement([place.code, F32.of(value).code, 0x38, operand(offset)]);
export const storeF32x4 = (place: I32, value: F32x4 | F32 | number, offset = 0) =>
  new Statement([place.code, F32x4.of(value).code, 0xfd, 0x0b, operand(offset)]);

/** Eight numbers that lie side by side, from what should be a variable: V8 makes one vector of two from the same place alone. */
export const loadF32x8 = (place: I32) => new F32x8(loadF32x4(place), loadF32x4(place, 16));
export const storeF32x8 = (place: I32, value: Operand) => {
  const { low, high } = F32x8.of(value);
  return new Statement([storeF32x4(place, low).code, storeF32x4(place, high, 16).code]);
};

/** Set `numBytes` from `place` on to 0. */
export const clear = (place: I32, numBytes: I32 | number) =>
  new Statement([place.code, I32.of(0).code, I32.of(numBytes).code, 0xfc, 0x0b, 0x00]);
/** Copy `numBytes` from one place to another. */
export const copy = (to: I32, from: I32, numBytes: I32 | number) =>
  new Statement([to.code, from.code, I32.of(numBytes).code, 0xfc, 0x0a, 0x00, 0x00]);
