/// <reference lib="dom" />
import type { Locator, Page } from "playwright-core";

/** What is seen of one chart on a page. */
export interface DrawnChart {
  readonly title: string;
  /** Bars, points, line paths and heat map images that have a size. */
  readonly numMarks: number;
  readonly width: number;
  readonly height: number;
  /** All that is written in the chart. */
  readonly text: string;
  readonly fontFamily: string;
}

/** Every chart of the page that Plotly drew. */
export async function drawnCharts(within: Page | Locator): Promise<DrawnChart[]> {
  const charts = await within.locator(".js-plotly-plot").all();
  return Promise.all(
    charts.map((chart) =>
      chart.evaluate((element) => {
        const hasSize = (mark: Element) => {
          const { width, height } = mark.getBoundingClientRect();
          return width > 0 || height > 0;
        };
        const marks = [
          ".bars .point path",
          ".scatterlayer .point",
          ".scatterlayer .js-line",
          ".heatmaplayer image",
          ".shapelayer path",
        ];
        const { width, height } = element.querySelector(".main-svg")?.getBoundingClientRect() ?? {
          width: 0,
          height: 0,
        };
        const title = element.querySelector(".gtitle");
        return {
          title: title?.textContent ?? "",
          numMarks: [...element.querySelectorAll(marks.join(", "))].filter(hasSize).length,
          width,
          height,
          text: element.textContent ?? "",
          fontFamily: getComputedStyle(title ?? element).fontFamily,
        };
      }),
    ),
  );
}

/**
 * The Han characters of `text` that the page can't draw: their picture is the one of a character that no font has.
 * @param fontFamily as CSS names it
 */
export function missingGlyphs(page: Page, text: string, fontFamily: string): Promise<string[]> {
  const characters = [...new Set(text.match(/\p{Script=Han}/gu) ?? [])];
  return page.evaluate(
    ([wanted, family]) => {
      const picture = (character: string) => {
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 40;
        const context = canvas.getContext("2d") as CanvasRenderingContext2D;
        context.font = `28px ${family}`;
        context.fillText(character, 4, 32);
        return canvas.toDataURL();
      };
      const nothing = picture("\u{10FFFD}");
      return wanted.filter((character) => picture(character) === nothing);
    },
    [characters, fontFamily] as const,
  );
}
