import { type HeatmapOptions, type HeatmapTrace, heatmap } from "kernel-utils/plot";
import { describe, expect, it } from "vitest";

const draw = (options: Omit<HeatmapOptions, "title" | "xTitle" | "yTitle">) =>
  heatmap({ ...options, title: "Hidden states", xTitle: "unit", yTitle: "token" });

describe("heatmap", () => {
  it("draws a matrix with row 0 at the top", () => {
    const { data, layout } = draw({ z: [Float32Array.of(1, 2, 3), [4, 5, 6]], zTitle: "activation" });
    expect(data[0]).toMatchObject({
      type: "heatmap",
      z: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      x: [0, 1, 2],
      y: [0, 1],
      colorscale: "Viridis",
      colorbar: { title: { text: "activation" } },
    });
    expect(layout.yaxis.autorange).toBe("reversed");
    expect(layout.xaxis).not.toHaveProperty("autorange");
  });

  it("labels rows and columns, also with the same token twice", () => {
    const { data, layout } = draw({ z: [[1, 2]], x: ["the", "the"], y: ["让"] });
    expect(data[0]).toMatchObject({ x: [0, 1], y: ["让"] });
    expect(layout.xaxis.ticktext).toEqual(["the", "the"]);
    expect(layout.yaxis.type).toBe("category");
  });

  it("takes a range for the colours, white at 0 if it is even about it", () => {
    const even = draw({ z: [[0.5]], zRange: [-1, 1] }).data[0] as HeatmapTrace;
    expect(even).toMatchObject({ zmin: -1, zmax: 1 });
    expect((even.colorscale as [number, string][])[1]).toEqual([0.5, "#FFFFFF"]);
    expect(draw({ z: [[0.5]], zRange: [0, 2] }).data[0]).toMatchObject({ zmin: 0, zmax: 2, colorscale: "Viridis" });
  });

  it("draws shares of 1 from white, which is none of it", () => {
    const { zmin, zmax, colorscale } = draw({ z: [[0.5]], zRange: [0, 1] }).data[0] as HeatmapTrace;
    expect([zmin, zmax]).toEqual([0, 1]);
    expect((colorscale as [number, string][])[0]).toEqual([0, "#FFFFFF"]);
  });

  it.each([
    [{ z: [] }, RangeError, "z must have at least one row, got none"],
    [{ z: [[]] }, RangeError, "z[0] must have at least one value, got none"],
    [{ z: [[1, 2], [3]] }, RangeError, "z[1] must be as long as z[0], got 1 and 2"],
    [{ z: [[Number.NaN]] }, RangeError, "z[0][0] must be finite, got NaN"],
    [{ z: [[1, 2]], x: ["a"] }, RangeError, "x must be as long as z[0], got 1 and 2"],
    [{ z: [[1, 2]], y: ["a", "b"] }, RangeError, "y must be as long as z, got 2 and 1"],
    [{ z: [[1]], zRange: [1, 1] as const }, RangeError, "zRange must be [low, high] with low < high, got [1, 1]"],
    [{ z: [[1]], zRange: [0, Number.NaN] as const }, RangeError, "zRange must be [low, high]"],
  ])("refuses %j", (options, kind, message) => {
    expect(() => draw(options)).toThrow(kind);
    expect(() => draw(options)).toThrow(message);
  });
});
