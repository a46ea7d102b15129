// Tokens that show themselves: a text coloured token by token.
import type { Piece, Pieces } from "./types";

/** Jupyter kernels for TypeScript, and `show`, ask an object for its own picture by this name. */
const displaySymbol = Symbol.for("Jupyter.display");

/** More would only be scrolled past. */
const mostShown = 2000;

/** Pale, so that black letters have a contrast over 12:1 on each; told apart by the colour-blind; neighbours are framed, too. */
const backgrounds = ["#cfe8fc", "#ffe3b0", "#d3f0dc", "#f8d5e6"];

/** White space and control characters as a reader can see them; what is no character could not be sent. */
const madeVisible = (label: string) =>
  label
    .replaceAll(/\p{Cs}/gu, "\ufffd")
    .replaceAll(/[\p{Cc} ]/gu, (character) => visible[character] ?? controlPicture(character.charCodeAt(0)));

const visible: Readonly<Record<string, string>> = { " ": "·", "\t": "→", "\n": "↵", "\u007f": "␡" };

/** U+2400 and on are pictures of the first 32: ␀. The others, from U+0080, have none. */
const controlPicture = (code: number) => (code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd");

/**
 * `pieces` as an array that shows itself.
 * @param label what is shown of a piece
 */
export function createPieces(pieces: Piece[], text: string, label: (piece: Piece, text: string) => string): Pieces {
  const display = () => {
    const labels = pieces.slice(0, mostShown).map((piece) => label(piece, text));
    const more = pieces.length - labels.length;
    const note = more > 0 ? `… ${more} more tokens` : "";
    return { "text/html": toHtml(pieces, labels, note), "text/plain": toText(labels, note) };
  };
  // Not enumerable: the pieces compare, print and spread as a plain array.
  return Object.defineProperty(pieces, displaySymbol, { value: display });
}

function toText(labels: readonly string[], note: string): string {
  const text = labels.map(madeVisible).join("|");
  return note === "" ? text : `${text} ${note}`;
}

function toHtml(pieces: readonly Piece[], labels: readonly string[], note: string): string {
  const spans = labels.map((label, i) => {
    const { id, token } = pieces[i]!;
    const colour = `background:${backgrounds[i % backgrounds.length]};color:#111`;
    const frame = "border:1px solid #888;border-radius:3px;padding:0 1px";
    // A line of the text ends where the token ends that holds its break.
    const lineBreak = label.includes("\n") ? "<br>" : "";
    const shown = escapeHtml(madeVisible(label));
    return `<span title="${escapeHtml(`${id} ${JSON.stringify(token)}`)}" style="${colour};${frame}">${shown}</span>${lineBreak}`;
  });
  return `<div style="line-height:1.8;overflow-wrap:anywhere">${spans.join("<wbr>")}${note === "" ? "" : ` <em>${note}</em>`}</div>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
