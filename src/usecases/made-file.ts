/** A file that is made while it is read, so that its size does not matter. Read twice, it is the same, unless what it tells has changed. */
export interface MadeFile {
  /** Only letters, digits, dots and dashes. */
  readonly name: string;
  readonly text: () => AsyncIterable<string>;
}
