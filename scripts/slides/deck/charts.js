// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// Draws the charts of a deck, each once, when it has a place on the screen: Plotly measures text, which a hidden slide
// has not. A plain script, since modules don't load from a disk; it leaves one name, drawCharts.
{
  const { Plotly } = /** @type {any} */ (globalThis);
  /** How wide and how high a chart may be, in the pixels of a slide of 1280 x 720. */
  const maxWidth = 1160;
  const maxHeight = 580;
  /** Charts are made to be read at a desk; here they are read from the last row. */
  const fontScale = 1.4;
  /** A chart that almost fits below its code becomes lower, down to this part of its height. */
  const leastPart = 0.72;

  /** What a slide leaves free above and below, in its pixels. */
  const [spaceAbove, spaceBelow] = [40, 34];

  /**
   * Two heights that would be good for a chart: so that it ends with the first screen of its slide; and so that its cell,
   * once scrolled to, fills the screen.
   * @param {HTMLElement} chart
   */
  const fittingHeights = (chart) => {
    const slide = chart.closest("section");
    const cell = chart.closest(".jp-Cell");
    if (slide === null || cell === null) return [];
    const outer = slide.getBoundingClientRect();
    const scale = outer.height / slide.offsetHeight || 1;
    const top = chart.getBoundingClientRect().top;
    const room = slide.clientHeight - spaceBelow;
    const onFirstScreen = room - (top - outer.top) / scale - slide.scrollTop;
    const onItsScreen = room - (top - cell.getBoundingClientRect().top) / scale - spaceAbove;
    return [onFirstScreen, onItsScreen];
  };

  /**
   * The layout at the size of a slide, where its letters, and the room around them, are larger.
   * @param {any} layout
   * @param {number[]} heights that would be good
   */
  const layoutOnSlide = (layout, heights) => {
    const { width = 700, height = 450, font = {}, margin = {} } = layout;
    const { t = 60, r = 30, b = 60, l = 70, ...others } = margin;
    const most = Math.min(maxHeight, height * 1.2);
    const good = heights.find((fitting) => fitting >= most * leastPart);
    return {
      ...layout,
      autosize: false,
      width: Math.min(maxWidth, width * 1.66),
      height: Math.min(most, good ?? most),
      font: { ...font, size: (font.size ?? 12) * fontScale },
      margin: { t: t * 1.15, r, b: b * 1.15, l: l * fontScale, ...others }, // with automargin, the least
    };
  };

  /** @param {HTMLElement} chart */
  const drawChart = async (chart) => {
    const {
      data,
      layout = {},
      frames = [],
      config = {},
    } = JSON.parse(chart.querySelector("script")?.textContent ?? "");
    const place = document.createElement("div");
    const size = layoutOnSlide(layout, fittingHeights(chart));
    chart.append(place);
    await Plotly.newPlot(place, data, size, { ...config, displaylogo: false, responsive: false });
    if (frames.length > 0) await Plotly.addFrames(place, frames);
    chart.dataset.drawn = "";
  };

  /**
   * Draw what is not yet drawn of the charts below `element` that have a place; one that fails leaves the others.
   * @param {ParentNode} element
   */
  const drawCharts = async (element) => {
    /** @type {NodeListOf<HTMLElement>} */
    const waiting = element.querySelectorAll(".chart:not([data-begun])");
    for (const chart of waiting) {
      if (chart.getClientRects().length === 0) continue;
      chart.dataset.begun = "";
      try {
        await drawChart(chart);
      } catch (error) {
        chart.classList.add("chart-failed");
        chart.append(`This chart can't be drawn: ${error}`);
        console.error(error);
      }
    }
  };
  Object.assign(globalThis, { drawCharts });
}
