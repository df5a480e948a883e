/** The port every file format is read through. */

/** Where a page of the printed original starts in the text; the first page is 1. */
export interface PageStart {
  readonly page: number;
  /** Offset in `SourceText.text`. */
  readonly start: number;
}

/**
 * What the publisher says of the document in the file itself (a web page's head table and meta tags, a
 * Word file's properties). Days are written YYYY-MM-DD; everything else is as printed, without line breaks.
 */
export interface FileMetadata {
  readonly title?: string;
  /** 发文字号. */
  readonly documentNumber?: string;
  /** 发文机关: who issued it. */
  readonly issuer?: string;
  /** 发布机构 or 来源: who put it on the page, often another body than the issuer. */
  readonly publisher?: string;
  /** 成文日期. */
  readonly issuedOn?: string;
  /** 发布日期. */
  readonly publishedOn?: string;
  /** 实施日期. */
  readonly effectiveOn?: string;
  /** 失效日期. */
  readonly expiresOn?: string;
  /** 有效性 as the page words it: 有效, 失效, 废止. */
  readonly status?: string;
  /** 索引号. */
  readonly indexNumber?: string;
  /** 主题分类. */
  readonly theme?: string;
  readonly url?: string;
}

/** What a reader makes of a file. */
export interface SourceText {
  /** Lines parted by `\n`; a table row is one line, its cells parted by tabs; an empty line parts blocks. */
  readonly text: string;
  /** How it was read: an encoding (`utf-8`) or a format (`docx`, `pdf`, `pdf+ocr`). */
  readonly format: string;
  /** Formats with pages only. */
  readonly pages?: readonly PageStart[];
  readonly metadata?: FileMetadata;
  /** What is printed outside the text of who may read it: running heads, watermarks, a head table's 公开属性：…. */
  readonly disclosure?: readonly string[];
  /** `whole`: each line is a whole paragraph; `printed`: lines may be broken where the page broke them. */
  readonly paragraphs?: 'whole' | 'printed';
  /** Set where pages were recognised from pictures: which, and the mean confidence of their characters, 0 to 1. */
  readonly recognition?: { readonly confidence: number; readonly pages: readonly number[] };
  /** What a person should look at: what could not be placed, figures read with low confidence. In Chinese. */
  readonly warnings: readonly string[];
}

/** What a reader is told besides the file. */
export interface ReadOptions {
  /** Called as pages or sheets are done, for a progress bar. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Called once when pictures must be recognised, which has a longer deadline. */
  readonly onRecognition?: () => void;
}

/** Reads one kind of file. */
export interface Reader {
  readonly name: string;
  /** Looks at the content; the name may only decide between kinds that look alike (.md and .txt). */
  accepts(bytes: Uint8Array, fileName: string): boolean;
  /** @throws GongbaoError with a FILE_… code and, in its message, what the person can do. */
  read(bytes: Uint8Array, fileName: string, options: ReadOptions): Promise<SourceText>;
}
