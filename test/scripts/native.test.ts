import { describe, expect, it } from "vitest";
import { nativeSteps } from "../../scripts/native/nativeSteps.mjs";
import { Problem } from "../../scripts/setup/Problem.mjs";

describe("npm run native", () => {
  it("says where it can't be, and what to do then", () => {
    const steps = () => nativeSteps({ platform: "darwin", arch: "arm64" });
    expect(steps).toThrow(Problem);
    expect(steps).toThrow("on darwin arm64: the native backend needs Linux on x64");
  });

  it("looks for a compiler before it fetches anything", () => {
    const names = nativeSteps({ platform: "linux", arch: "x64" }).map(({ name }) => name.split(" ")[0]);
    expect(names).toEqual(["compiler", "tfjs-node", "TensorFlow", "binding"]);
  });
});
