/** What a reader makes of a file: its text, and how it was read (an encoding or a format's name). */
export interface SourceText {
  readonly text: string;
  readonly format: string;
}

/** Reads one kind of file. `accepts` looks at the content, never at the name alone. */
export interface Reader {
  readonly name: string;
  accepts(bytes: Uint8Array, fileName: string): boolean;
  /** @throws GongbaoError FILE_BINARY, FILE_ENCODING or FILE_EMPTY, with the fix in its message. */
  read(bytes: Uint8Array, fileName: string): SourceText;
}
