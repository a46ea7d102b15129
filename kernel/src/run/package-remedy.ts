/**
 * What brings a missing module: a hint for the end of an error.
 * @param from where its path starts
 */
export function packageRemedy(specifier: string, from = "the notebook's folder"): string {
  if (isPath(specifier)) return `check the path, which starts at ${from}`;
  return `npm i ${packageOf(specifier)} brings it`;
}

/** The package that a specifier names: `@scope/name` of `@scope/name/part`. */
export const packageOf = (specifier: string): string => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

export const isPath = (specifier: string): boolean => /^[./]|^[a-z]+:/i.test(specifier);
