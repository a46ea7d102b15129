// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// Starts a deck: mathematics first, since it changes how high a slide is; then reveal.js; then charts, as they come into
// view. A plain script, since modules don't load from a disk.
{
  const { Reveal, RevealNotes, renderMathInElement, drawCharts } = /** @type {any} */ (globalThis);
  const allSlides = /** @type {HTMLElement} */ (document.querySelector(".slides"));

  const delimiters = [
    { left: "$$", right: "$$", display: true },
    { left: "\\[", right: "\\]", display: true },
    { left: "$", right: "$", display: false },
    { left: "\\(", right: "\\)", display: false },
  ];
  // Only where text is written as Markdown or LaTeX: a dollar in a program's output is a dollar.
  for (const element of document.querySelectorAll(".jp-RenderedMarkdown, .jp-RenderedLatex")) {
    renderMathInElement(element, { delimiters, throwOnError: false });
  }

  /**
   * Make lines that are too long for their slide smaller: drawings, which may not wrap, down to three fifths of their size; code,
   * which may, only if four fifths will do.
   * @param {HTMLElement} slide
   */
  const fitLines = (slide) => {
    const lines = /** @type {NodeListOf<HTMLElement>} */ (
      slide.querySelectorAll(".jp-RenderedMarkdown pre, .highlight pre")
    );
    for (const pre of lines) {
      const isCode = pre.closest(".jp-CodeCell") !== null;
      pre.style.whiteSpace = "pre";
      const part = pre.clientWidth / pre.scrollWidth;
      pre.style.whiteSpace = "";
      const size = parseFloat(getComputedStyle(pre).fontSize);
      if (part < 1 && !(isCode && part < 0.8)) pre.style.fontSize = `${size * Math.max(0.6, part * 0.99)}px`;
    }
  };

  /** A slide that is higher than the screen scrolls; then a swipe on it is meant for scrolling. */
  const markLongSlides = () => {
    for (const slide of allSlides.querySelectorAll("section:not(.stack)")) {
      const isLong = slide.scrollHeight > slide.clientHeight + 1;
      slide.classList.toggle("is-long", isLong);
      slide.toggleAttribute("data-prevent-swipe", isLong);
    }
  };

  /** @param {HTMLElement} slide */
  const showSlide = async (slide) => {
    slide.scrollTop = 0;
    fitLines(slide);
    await drawCharts(slide);
    // Then its neighbours, so that they are there when they come.
    await drawCharts(allSlides);
    markLongSlides();
  };

  const currentSlide = () => /** @type {HTMLElement} */ (Reveal.getCurrentSlide());

  /** How far what is shown of the slide goes below the screen's edge, and where the last shown part of it starts. */
  const below = () => {
    const slide = currentSlide();
    const edge = slide.getBoundingClientRect();
    const shown = [...slide.querySelectorAll(".jp-Cell")]
      .filter((cell) => cell.closest(".fragment:not(.visible)") === null && cell.closest("aside") === null)
      .map((cell) => cell.getBoundingClientRect());
    const last = shown.at(-1);
    if (last === undefined) return { end: 0, start: 0 };
    return { end: (last.bottom - edge.bottom) / Reveal.getScale(), start: (last.top - edge.top) / Reveal.getScale() };
  };

  /** @param {number} distance in the slide's pixels */
  const scroll = (distance) => {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    currentSlide().scrollBy({ top: distance, behavior: isCalm ? "instant" : "smooth" });
  };

  /** A speaker has a clicker in hand and no mouse: it first shows the rest of a long slide, then turns the page. */
  const forward = () => {
    const { end } = below();
    if (end > 8) scroll(Math.min(end + 40, currentSlide().clientHeight * 0.8));
    else Reveal.next();
  };
  const back = () => {
    if (currentSlide().scrollTop > 8) scroll(-currentSlide().clientHeight * 0.8);
    else Reveal.prev();
  };
  /** What appears below the edge is scrolled to. */
  const showFragment = () => {
    const { end, start } = below();
    if (end > 0) scroll(Math.min(end + 40, start - 24));
  };

  Reveal.on("ready", (/** @type {any} */ event) => showSlide(event.currentSlide));
  Reveal.on("slidechanged", (/** @type {any} */ event) => showSlide(event.currentSlide));
  Reveal.on("fragmentshown", showFragment);
  Reveal.on("overviewshown", () => drawCharts(allSlides));
  Reveal.on("pdf-ready", () => drawCharts(allSlides));

  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    minScale: 0.1,
    maxScale: 4,
    center: false,
    hash: true,
    slideNumber: "c/t",
    transition: "none",
    pdfSeparateFragments: false,
    keyboard: {
      32: (/** @type {KeyboardEvent} */ { shiftKey }) => (shiftKey ? back() : forward()), // Space
      33: back, // Page up
      34: forward, // Page down
    },
    plugins: [RevealNotes],
  });
}
