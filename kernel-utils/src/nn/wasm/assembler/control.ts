import { type Body, codeOf, Statement } from "./Code";
import { I32 } from "./I32";
import type { Local } from "./Local";

/** A block or loop that leaves no value. */
const noValue = 0x40;

/** Repeat the body while the condition holds, which is asked before each turn. */
export function repeatWhile(condition: I32, body: Body): Statement {
  // if (condition) { loop { body; go to the loop's start if (condition) } }: V8 takes out of a loop what doesn't change in it, such as
  // constants, only if the loop can't end before it.
  return new Statement([
    condition.code,
    0x04,
    noValue,
    0x03,
    noValue,
    codeOf(body),
    condition.code,
    0x0d,
    0,
    0x0b,
    0x0b,
  ]);
}

/** for (i = from; i < to; i += step). `to` is computed again each turn: make it a local or a number. */
export function forRange(
  i: Local<I32>,
  { from = 0, to, step = 1 }: { from?: I32 | number; to: I32 | number; step?: I32 | number },
  body: Body,
): Body {
  return [i.set(from), repeatWhile(i.lt(to), [body, i.set(i.add(step))])];
}

/** Do one or the other. */
export function when(condition: I32, then: Body, otherwise: Body = []): Statement {
  const elsePart = otherwise.length > 0 ? [0x05, codeOf(otherwise)] : [];
  return new Statement([condition.code, 0x04, noValue, codeOf(then), elsePart, 0x0b]);
}
