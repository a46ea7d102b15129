import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserArguments, findBrowser } from "../../scripts/browser.mjs";
import { type DrawnChart, drawnCharts, missingGlyphs } from "./charts";
import {
  activeStep,
  chartsSettled,
  type Complaints,
  currentSlide,
  deckReady,
  listen,
  mathematicsLeft,
  moveSlider,
  openDeck,
  shapesOf,
  slideNumber,
  walk,
} from "./deck";

const root = fileURLToPath(new URL("../../", import.meta.url));
const screenshots = join(root, "output", "screenshots", "slides");
const everyKind = join(root, "test", "fixtures", "slides", "every-kind.ipynb");
const lessons = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb"));
const notebooks = [...lessons.map((name) => join(root, "notebooks", name)), everyKind];
const decks = notebooks.map((path) => basename(path, ".ipynb"));

/** Not a tidy name, since a teacher's folder has none. */
const folder = mkdtempSync(join(tmpdir(), "slides 幻灯片 #1 "));
let browser: Browser;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  execFileSync(process.execPath, [join(root, "scripts", "slides.mjs"), "--out", folder, ...notebooks]);
  browser = await chromium.launch({ executablePath: findBrowser(), args: browserArguments });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A page without a network, in which nothing moves by itself. */
async function newPage(): Promise<{ page: Page; complaints: Complaints }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    reducedMotion: "reduce",
    offline: true,
  });
  const page = await context.newPage();
  return { page, complaints: listen(page) };
}

describe.each(decks)("the deck of %s", (name) => {
  const file = join(folder, `${name}.html`);
  let page: Page;
  let complaints: Complaints;
  beforeAll(async () => {
    ({ page, complaints } = await newPage());
    await openDeck(page, file);
  });
  afterAll(async () => {
    await page?.context().close();
  });

  it("shows every slide: charts drawn, nothing asked of any host, no error", async () => {
    const seen = new Map<string, DrawnChart[]>();
    await walk(page, async (stop) => {
      await page.screenshot({ path: join(screenshots, `${name}-${String(stop).padStart(3, "0")}.png`) });
      const slide = currentSlide(page);
      seen.set(await slideNumber(page), await drawnCharts(slide));
      expect(await slide.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    });
    const charts = [...seen.values()].flat();
    const wanted = readFileSync(file, "utf8").split('class="chart"').length - 1;
    expect(charts.length).toBe(wanted);
    for (const chart of charts) {
      expect(chart.title).not.toBe("");
      expect(chart.numMarks, chart.title).toBeGreaterThan(0);
      expect(chart.width, chart.title).toBeGreaterThan(600);
      expect(chart.height, chart.title).toBeGreaterThan(300);
      expect(await missingGlyphs(page, chart.text, chart.fontFamily), chart.title).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });

  it("links to nothing that is not there", async () => {
    const links = await page
      .locator(".slides a[href]")
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    const files = links.filter((link) => link.startsWith("file:")).map((link) => fileURLToPath(link.split("#")[0]!));
    expect(files.filter((path) => !existsSync(path))).toEqual([]);
  });

  it("has mathematics set and Chinese drawn", async () => {
    const text = (await page.locator(".slides").textContent()) ?? "";
    expect(await page.locator(".katex-error").count()).toBe(0);
    expect(await mathematicsLeft(page)).toEqual([]);
    const family = await page.locator(".reveal").evaluate((element) => getComputedStyle(element).fontFamily);
    expect(await missingGlyphs(page, text, family)).toEqual([]);
  });
});

describe("sliders", () => {
  it.each([
    { width: 1280, height: 720, names: decks },
    { width: 800, height: 600, names: ["every-kind"] },
    { width: 1920, height: 1080, names: ["every-kind"] },
  ])("move their charts on a screen of $width x $height", async ({ width, height, names }) => {
    const { page, complaints } = await newPage();
    await page.setViewportSize({ width, height });
    let numSliders = 0;
    for (const name of names) {
      await openDeck(page, join(folder, `${name}.html`));
      await walk(page, async () => {
        for (const chart of await currentSlide(page)
          .locator(".chart", { has: page.locator(".slider-container") })
          .all()) {
          if (await chart.evaluate((element) => element.closest(".fragment:not(.visible)") !== null)) continue;
          // Always to the other end than where it stands, so that each move must be seen.
          const there = (await activeStep(chart)) > 0 ? 0 : 1;
          const before = await shapesOf(chart);
          await moveSlider(chart, there);
          await expect.poll(() => shapesOf(chart), { message: `${name}: the slider moves nothing` }).not.toBe(before);
          const after = await shapesOf(chart);
          await moveSlider(chart, 1 - there);
          await expect.poll(() => shapesOf(chart), { message: `${name}: the slider can't go back` }).not.toBe(after);
          await moveSlider(chart, there);
          await expect.poll(() => shapesOf(chart), { message: `${name}: a step has two pictures` }).toBe(after);
          numSliders++;
        }
      });
    }
    expect(numSliders).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("for the speaker", () => {
  it("S opens the notes in a window of their own, from the disk alone", async () => {
    const { page, complaints } = await newPage();
    await openDeck(page, join(folder, "every-kind.html"));
    const [speaker] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("s")]);
    complaints.push(...listen(speaker));
    await speaker.locator(".speaker-controls-notes .value", { hasText: "先问一个问题" }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("a page of links leads to every deck", async () => {
    const { page, complaints } = await newPage();
    await page.goto(`file://${encodeURI(folder).replaceAll("#", "%23")}/index.html`);
    expect(await page.locator("li a").count()).toBe(decks.length);
    await page.locator("li a").last().click();
    await deckReady(page);
    await chartsSettled(page);
    expect(await currentSlide(page).locator("h1").textContent()).toContain("词的概率");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
