/**
 * The printed page a passage stands on, and when a document's content was written. Every file is read again
 * when it is met next: its pages and the marks of its disclosure were not looked for before.
 */
export const pages = `
ALTER TABLE passages ADD COLUMN page INTEGER;
ALTER TABLE filings ADD COLUMN written_at TEXT NOT NULL DEFAULT '';
UPDATE filings SET written_at = coalesce(
  (SELECT ingested_at FROM files JOIN documents d ON d.file_id = files.id WHERE d.id = filings.document_id), '');
UPDATE files SET sha256 = '' WHERE status = 'published';
`;
