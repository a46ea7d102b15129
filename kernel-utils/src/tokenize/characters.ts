/**
 * The characters of `text`, white space and all: its Unicode code points, so that 鲸 and 🐳 are one each.
 * `characters(text).join("") === text`
 */
export function characters(text: string): string[] {
  return Array.from(text);
}
