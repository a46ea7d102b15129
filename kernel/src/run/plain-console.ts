/**
 * Give the global console methods that do nothing but write. Node's own also hand each call to the inspector, which
 * takes a stack trace of it and keeps what was logged: two thirds of the time that a burst of lines takes, and the
 * memory of the last thousand values, for a console that nobody opens.
 * @returns a function that puts Node's own back
 */
export function writePlainly(): () => void {
  const plain = new console.Console({
    stdout: process.stdout,
    stderr: process.stderr,
    // What the streams are given goes to the front end and can't fail.
    ignoreErrors: false,
    colorMode: process.env["FORCE_COLOR"] === undefined ? false : "auto",
  });
  const methods = Object.entries(plain).filter(([name, value]) => name in console && typeof value === "function");
  const originals = methods.map(([name]) => [name, Reflect.get(console, name) as unknown] as const);
  Object.assign(console, Object.fromEntries(methods));
  return () => void Object.assign(console, Object.fromEntries(originals));
}
