/** A text with a name. */
export interface Document {
  readonly title: string;
  readonly text: string;
}

/** What a president of the United States told Congress. */
export interface Speech extends Document {
  readonly year: number;
  /** The president's name as the data set has it: "Abraham Lincoln", "Franklin D Roosevelt". */
  readonly name: string;
  /** The president's party: "Democratic", "Republican", "Whig", …; "none" for George Washington. */
  readonly party: string;
}
