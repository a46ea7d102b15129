import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";

const here = dirname(__dirname);

/** Whether a text may hold stacks that go through the kernel. */
export const hasKernel = (text: string): boolean => text.includes(here);

/** An inspected value without the kernel's own part, the end of errors' stacks. */
export function withoutKernel(inspected: string): string {
  const lines: string[] = [];
  let isInKernel = false;
  for (const line of inspected.split("\n")) {
    const plain = stripVTControlCharacters(line);
    const isFrame = /^ +(at |\.{3} \d+ lines matching cause stack trace)/.test(plain);
    isInKernel = isFrame && (isInKernel || plain.includes(here) || plain.includes("node:inspector:"));
    if (!isInKernel) lines.push(line);
    // What an error holds beside its stack begins on the stack's last line.
    else if (plain.endsWith(" {")) lines.push(`${lines.pop() ?? ""} {`);
  }
  return lines.join("\n");
}
