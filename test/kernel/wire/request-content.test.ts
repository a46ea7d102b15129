import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidContent, isRequestType, readContent } from "../../../kernel/src/wire/request-content";

const types = [
  "execute_request",
  "complete_request",
  "inspect_request",
  "is_complete_request",
  "history_request",
  "comm_info_request",
  "comm_open",
  "comm_msg",
  "comm_close",
] as const;

/** What reading gives: an object, words, or an error that is none of the two. */
function outcome(type: (typeof types)[number], content: Record<string, unknown>): unknown {
  try {
    return typeof readContent(type, content);
  } catch (error) {
    return error instanceof InvalidContent ? "refused" : error;
  }
}

describe("requests' contents", () => {
  it("have the protocol's defaults", () => {
    expect(readContent("execute_request", { code: "1" })).toEqual({
      code: "1",
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    });
    expect(readContent("history_request", { hist_access_type: "tail", n: 3 })).toEqual({
      output: false,
      raw: true,
      hist_access_type: "tail",
      session: 0,
      start: 0,
      stop: undefined,
      n: 3,
      pattern: "*",
      unique: false,
    });
  });

  it("a silent request is not stored, whatever it says", () => {
    expect(readContent("execute_request", { code: "1", silent: true, store_history: true }).store_history).toBe(false);
  });

  it("the cursor stands at the end when nothing is said, counted in characters", () => {
    expect(readContent("complete_request", { code: "a😀" }).cursor_pos).toBe(2);
  });

  it.each([
    ["execute_request", {}, /code must be a string, got undefined/],
    ["execute_request", { code: "", silent: 1 }, /silent must be a boolean, got number/],
    ["execute_request", { code: "", user_expressions: [] }, /user_expressions must be an object, got array/],
    ["execute_request", { code: "", user_expressions: { a: 1 } }, /user_expressions\.a must be a string, got number/],
    ["complete_request", { code: "", cursor_pos: 1.5 }, /cursor_pos must be an integer/],
    ["inspect_request", { code: "", cursor_pos: -1 }, /cursor_pos must be >= 0, got -1/],
    ["history_request", { hist_access_type: "all" }, /hist_access_type must be/],
    ["comm_msg", { comm_id: "1", data: 7 }, /data must be an object, got number/],
    ["comm_open", { comm_id: "1" }, /target_name must be a string/],
  ] as const)("%s %j is refused", (type, content, message) => {
    expect(() => readContent(type, content)).toThrow(message);
  });

  it("are read or refused in words, whatever they are", () => {
    const names = fc.constantFrom(
      "code",
      "silent",
      "cursor_pos",
      "data",
      "comm_id",
      "user_expressions",
      "n",
      "hist_access_type",
    );
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.dictionary(names, fc.jsonValue()), (type, content) => {
        expect(["object", "refused"]).toContain(outcome(type, content));
      }),
    );
  });

  it("no name of Object.prototype is a type", () => {
    expect(["constructor", "toString", "__proto__"].filter(isRequestType)).toEqual([]);
    expect(types.filter(isRequestType)).toEqual(types);
  });
});
