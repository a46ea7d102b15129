/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { pathToFileURL } from "node:url";
import type { Locator, Page } from "playwright-core";

declare const Reveal: {
  isReady(): boolean;
  getState(): object;
  getIndices(): { h: number; v: number };
  getCurrentSlide(): HTMLElement;
};

/** What a deck did that it must not do. */
export type Complaints = string[];

/** Note errors, and requests that leave the disk, from now on. */
export function listen(page: Page): Complaints {
  const complaints: Complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("requestfailed", (request) => complaints.push(`not found: ${request.url()}`));
  page.on("request", (request) => {
    if (!/^(?:file|data|blob):/.test(request.url())) complaints.push(`asks for ${request.url()}`);
  });
  return complaints;
}

/** Open a deck from the disk, as a double click does. */
export async function openDeck(page: Page, file: string): Promise<void> {
  await page.goto(pathToFileURL(file).href);
  await deckReady(page);
}

/** Wait until the deck can be used. */
export async function deckReady(page: Page): Promise<void> {
  await page.waitForFunction(() => typeof Reveal !== "undefined" && Reveal.isReady?.());
}

/** Which slide is shown: its place across and down. */
export const slideNumber = (page: Page): Promise<string> =>
  page.evaluate(() => `${Reveal.getIndices().h}/${Reveal.getIndices().v}`);

/** The slide that is shown. */
export const currentSlide = (page: Page): Locator => page.locator(".slides section.present:not(.stack)");

/** Wait until the charts of the slide that is shown are drawn, or said that they can't be. */
export async function chartsSettled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...Reveal.getCurrentSlide().querySelectorAll<HTMLElement>(".chart")].every(
      (chart) => "drawn" in chart.dataset || chart.classList.contains("chart-failed"),
    ),
  );
}

/**
 * Go through the deck with a clicker: every slide, every fragment, and the rest of long slides.
 * @param look called at each stop with its number, when its charts are drawn
 */
export async function walk(page: Page, look: (stop: number) => Promise<void>): Promise<void> {
  const place = () => page.evaluate(() => JSON.stringify([Reveal.getState(), Reveal.getCurrentSlide().scrollTop]));
  let [last, here] = ["", await place()];
  for (let stop = 1; here !== last; stop++) {
    await chartsSettled(page);
    await look(stop);
    last = here;
    await page.keyboard.press("PageDown");
    here = await place();
  }
}

/** Press on the rail of a chart's slider, at a part of its length from 0 to 1. */
export async function moveSlider(chart: Locator, part: number): Promise<void> {
  const rail = chart.locator(".slider-rail-touch-rect");
  await rail.scrollIntoViewIfNeeded();
  const box = await rail.boundingBox();
  if (box === null) throw new Error("the chart has no slider on the screen");
  await chart.page().mouse.click(box.x + box.width * Math.min(0.995, Math.max(0.005, part)), box.y + box.height / 2);
}

/** At which of its steps a chart's slider stands. */
export const activeStep = (chart: Locator): Promise<number> =>
  chart
    .locator(".js-plotly-plot")
    .evaluate((plot) => (plot as unknown as { layout: { sliders: { active: number }[] } }).layout.sliders[0]!.active);

/** The shapes that a chart's data are drawn with, as text: another picture, another text. */
export const shapesOf = (chart: Locator): Promise<string> =>
  chart.locator(".cartesianlayer .overplot").evaluate((plot) => plot.innerHTML);

/** Texts of the deck in which mathematics still stands as it was written, between dollars. */
export const mathematicsLeft = (page: Page): Promise<string[]> =>
  page.locator(".jp-RenderedMarkdown").evaluateAll((texts) =>
    texts
      .map((text) => {
        const copy = text.cloneNode(true) as HTMLElement;
        for (const code of copy.querySelectorAll("code, pre")) code.remove();
        return copy.textContent ?? "";
      })
      .filter((text) => /\$[^$]+\$|\\\(|\\\[/.test(text)),
  );
