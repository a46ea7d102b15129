import { describe, expect, it } from "vitest";
import { InputDesk, type Question } from "../../../kernel/src/wire/input-desk";

const question = (id: number, asked = "one", parentHeader = "p"): Question => ({
  id,
  messageId: `m${id}`,
  parentHeader,
  asked,
});

/** A desk with questions 1 and 2 to one front end and 3 to another, for another request. */
function busyDesk(): InputDesk {
  const desk = new InputDesk();
  for (const one of [question(1), question(2), question(3, "two", "q")]) desk.ask(one);
  return desk;
}

describe("the input desk", () => {
  it("takes the question that the answer names", () => {
    const desk = busyDesk();
    expect(desk.answer("one", "m2")?.id).toBe(2);
    expect(desk.answer("one", "m2")).toBeUndefined();
  });

  it("takes the oldest of that front end when the answer names none", () => {
    const desk = busyDesk();
    expect(desk.answer("two", undefined)?.id).toBe(3);
    expect(desk.answer("one", undefined)?.id).toBe(1);
    expect(desk.answer("one", "")?.id).toBe(2);
  });

  it("takes nothing that another front end was asked", () => {
    expect(busyDesk().answer("two", "m1")).toBeUndefined();
    expect(busyDesk().answer("three", undefined)).toBeUndefined();
  });

  it("forgets what was withdrawn", () => {
    const desk = busyDesk();
    expect(desk.withdraw("p").map(({ id }) => id)).toEqual([1, 2]);
    expect(desk.answer("one", undefined)).toBeUndefined();
    expect([1, 2, 3].filter((id) => desk.has(id))).toEqual([3]);
    expect(desk.withdraw().map(({ id }) => id)).toEqual([3]);
  });
});
