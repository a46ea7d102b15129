import { clearTimeout, setTimeout } from "../own-clock";

/** Milliseconds without a question after which nobody is about to ask the next. */
const rest = 500;
/** After so many answers without a rest, garbage has to be collected all the same: each leaves about half a megabyte. */
const mostAnswers = 15;

/** Chooses when a language server collects its garbage: while nobody waits for it. */
export interface Collector {
  /** It gave an answer. */
  answered(): void;
}

/** @param collect has the server collect */
export function createCollector(collect: () => void): Collector {
  let numAnswers = 0;
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    numAnswers = 0;
    collect();
  };
  return {
    answered() {
      clearTimeout(timer);
      numAnswers += 1;
      if (numAnswers === mostAnswers) begin();
      else timer = setTimeout(begin, rest).unref();
    },
  };
}
