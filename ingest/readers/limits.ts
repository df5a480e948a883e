/** What a file may cost. A file beyond a limit is refused with a message that names the limit. */
export const LIMITS = {
  /** Size of a file, in bytes. */
  fileBytes: 200 * 1024 * 1024,
  /** Pages of a PDF or TIFF. */
  pages: 2_000,
  /** Uncompressed size of a packed file (DOCX, XLSX, ZIP) over its packed size. */
  expansionRatio: 100,
  /** Packed files smaller than this when unpacked are let through whatever their ratio, in bytes. */
  expansionFreeBytes: 8 * 1024 * 1024,
  /** Uncompressed size of all parts of a packed file, in bytes. */
  expandedBytes: 1024 * 1024 * 1024,
  /** Files in an archive, and parts in an office file. */
  archiveEntries: 10_000,
  /** Archives within archives. */
  archiveDepth: 3,
  /** Folders within folders, in an archive or on disk. */
  folderDepth: 20,
  /** Elements within elements, in HTML and XML. */
  elementDepth: 500,
  /** Columns of a table; a merged cell may not span more. */
  tableColumns: 1_000,
  /** Cells of one file's tables, blank ones of merged cells included. */
  tableCells: 5_000_000,
  /** Characters of text that one file may give. */
  textLength: 100_000_000,
  /** Pixels of a picture: 10,000 × 10,000 is refused, an A3 page at 600 dpi passes. */
  imagePixels: 80_000_000,
  /** Time for a file with a text layer, in milliseconds. */
  textMs: 60_000,
  /** Time for a file that must be recognised from pictures, in milliseconds. */
  ocrMs: 600_000,
  /** Memory of the JavaScript heap of a reading thread, in MiB. */
  heapMb: 2_048,
} as const;
