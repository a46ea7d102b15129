/** Text with a memory of where each piece came from. */
export interface EditedText {
  readonly text: string;
  /** The source offset of the character at `offset`; of inserted text: where it was inserted. */
  toSource(offset: number): number;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Piece {
  readonly text: string;
  readonly from: number;
  readonly isCopy: boolean;
}

/**
 * Changes to a source, told in the order of a walk over its tree: what a node opens is told before its children, what
 * it closes after them. So pieces at one offset nest rightly.
 */
export class Edits {
  readonly #edits: Edit[] = [];
  readonly #cuts: Edit[] = [];
  #isSorted = true;

  constructor(readonly source: string) {}

  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
    this.#isSorted = false;
  }

  insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  /** Leave a range, with the changes inside it, out of the whole; `slice` can still read it. */
  cut(start: number, end: number): void {
    this.#cuts.push({ start, end, text: "" });
  }

  /** A range as changed. */
  slice(start: number, end: number): Piece[] {
    return this.#render(start, end, this.#sorted());
  }

  /** The source as changed, after `prelude`. */
  render(prelude: readonly (Piece | string)[]): EditedText {
    const all = [...this.#cuts, ...this.#sorted()].toSorted((a, b) => a.start - b.start); // a cut hides what is in it
    const pieces = prelude.map((piece) =>
      typeof piece === "string" ? { text: piece, from: 0, isCopy: false } : piece,
    );
    return joined([...pieces, ...this.#render(0, this.source.length, all)]);
  }

  #sorted(): readonly Edit[] {
    // Stable: ties stay in the walk's order, but what is inserted at an offset precedes what is replaced from there.
    if (!this.#isSorted)
      this.#edits.sort((a, b) => a.start - b.start || Number(a.end > a.start) - Number(b.end > b.start));
    this.#isSorted = true;
    return this.#edits;
  }

  #render(start: number, end: number, edits: readonly Edit[]): Piece[] {
    const pieces: Piece[] = [];
    let at = start;
    const copy = (to: number) => {
      if (to > at) pieces.push({ text: this.source.slice(at, to), from: at, isCopy: true });
    };
    for (const edit of edits) {
      if (edit.start < at || edit.start > end || edit.end > end) continue;
      copy(edit.start);
      if (edit.text !== "") pieces.push({ text: edit.text, from: edit.start, isCopy: false });
      at = edit.end;
    }
    copy(end);
    return pieces;
  }
}

function joined(pieces: readonly Piece[]): EditedText {
  const starts: number[] = [];
  let length = 0;
  for (const piece of pieces) {
    starts.push(length);
    length += piece.text.length;
  }
  return {
    text: pieces.map((piece) => piece.text).join(""),
    toSource(offset) {
      const index = starts.findLastIndex((start) => start <= offset);
      const piece = pieces[Math.max(index, 0)];
      if (piece === undefined) return 0;
      if (!piece.isCopy) return piece.from;
      return piece.from + Math.min(offset - (starts[index] as number), piece.text.length);
    },
  };
}
