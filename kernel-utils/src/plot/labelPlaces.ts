import type { LabelPlace } from "./types";

/** In the order in which they are tried. */
const places: readonly LabelPlace[] = [
  "top center",
  "middle right",
  "middle left",
  "bottom center",
  "top right",
  "bottom left",
  "bottom right",
  "top left",
];

/** Pixels: the room for the points, about; a letter of 13 pixels; a line; from a point's middle to its label. */
const room = { width: 500, height: 280 };
const letterWidth = 7;
const wideLetterWidth = 13;
const lineHeight = 15;
const gap = 7;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

export interface LabelledPoint {
  /** Where it is along both axes, evenly spaced: on a log axis, the logarithm. */
  readonly x: number;
  readonly y: number;
  /** None for a point that is only in the way. */
  readonly label?: string;
}

/** On which side of each point its label hides no other label and no point; above it, where there is no such side. */
export function labelPlaces(points: readonly LabelledPoint[]): LabelPlace[] {
  const [atX, atY] = [
    spread(
      points.map(({ x }) => x),
      room.width,
    ),
    spread(
      points.map(({ y }) => y),
      room.height,
    ),
  ];
  const taken = points.map((_, i) => boxAround(atX[i]!, atY[i]!));
  return points.map(({ label = "" }, i) => {
    if (label === "") return "top center";
    const others = taken.filter((_, k) => k !== i);
    const boxes = places.map((place) => boxAt(place, atX[i]!, atY[i]!, widthOf(label)));
    const free = boxes.findIndex((box) => !others.some((other) => overlap(box, other)));
    taken.push(boxes[Math.max(0, free)]!);
    return places[Math.max(0, free)]!;
  });
}

/** Values as pixels from the smallest one. */
function spread(values: readonly number[], pixels: number): number[] {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const span = values.reduce((a, b) => Math.max(a, b), -Infinity) - low;
  return values.map((value) => (span > 0 ? ((value - low) / span) * pixels : 0));
}

const widthOf = (text: string) =>
  [...text].reduce((sum, letter) => sum + (letter > "\u2E7F" ? wideLetterWidth : letterWidth), 0);

const boxAround = (x: number, y: number): Box => ({ left: x - 3, right: x + 3, low: y - 3, high: y + 3 });

function boxAt(place: LabelPlace, x: number, y: number, width: number): Box {
  const [upright, across] = place.split(" ");
  const side = across === "center" ? 0 : (across === "right" ? 1 : -1) * (width / 2 + (upright === "middle" ? gap : 0));
  const rise = upright === "middle" ? 0 : (upright === "top" ? 1 : -1) * (lineHeight / 2 + gap - 3);
  const [middle, line] = [x + side, y + rise];
  return {
    left: middle - width / 2,
    right: middle + width / 2,
    low: line - lineHeight / 2,
    high: line + lineHeight / 2,
  };
}

const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.low < b.high && b.low < a.high;
