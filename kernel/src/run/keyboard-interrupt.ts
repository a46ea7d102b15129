/** What an interrupted cell ends with; the name is the one that every Jupyter client knows. */
export class KeyboardInterrupt extends Error {
  override readonly name = "KeyboardInterrupt";

  constructor(message = "the cell was stopped", options: ErrorOptions = {}) {
    super(message, options);
  }
}
