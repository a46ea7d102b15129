// @ts-check

/** What a person can put right: one line that says what is wrong, one that says what to do. */
export class Problem extends Error {
  /**
   * @param {string} what one sentence
   * @param {string} remedy one sentence
   * @param {string} [output] the lines of a program that say more
   */
  constructor(what, remedy, output = "") {
    super(what);
    this.name = "Problem";
    this.remedy = remedy;
    this.output = output;
  }

  /**
   * As printed.
   * @override
   */
  toString() {
    return `✗ ${this.message}\n  ${this.remedy}\n${this.output === "" ? "" : `\n${this.output}\n`}`;
  }
}
