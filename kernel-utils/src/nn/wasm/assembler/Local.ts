import { type Code, Statement } from "./Code";
import { F32 } from "./F32";
import { F32x4 } from "./F32x4";
import type { F32x8 } from "./F32x8";
import { I32 } from "./I32";
import { I32x4 } from "./I32x4";
import { unsignedLeb } from "./leb128";

/** The kinds of values, by name: the class of their expressions and the byte that stands for them. */
export const kinds = {
  i32: { Expression: I32, byte: 0x7f },
  f32: { Expression: F32, byte: 0x7d },
  f32x4: { Expression: F32x4, byte: 0x7b },
  i32x4: { Expression: I32x4, byte: 0x7b },
};
export type Kind = keyof typeof kinds;
export type ExpressionOf = { i32: I32; f32: F32; f32x4: F32x4; i32x4: I32x4 };

/** What can be assigned, beside an expression: a number, and to several numbers one that becomes all of them. */
type Assignable<E> = E | number | (E extends F32x4 ? F32 : never) | (E extends F32x8 ? F32 | F32x4 : never);

/** A function's variable: an expression, its value, that can be assigned. */
export type Local<E> = E & {
  set(value: Assignable<E>): Statement;
};

/** Variable number `index` of a function. */
export function local<K extends Kind>(kind: K, index: number): Local<ExpressionOf[K]> {
  const { Expression } = kinds[kind] as { Expression: { new (code: Code): object; of(value: never): { code: Code } } };
  const set = (value: unknown) => new Statement([Expression.of(value as never).code, 0x21, unsignedLeb(index)]);
  return Object.assign(new Expression([0x20, unsignedLeb(index)]), { set }) as Local<ExpressionOf[K]>;
}
