/** Figures that documents give for indicators, and those of them that differ. */
export const figures = `
CREATE TABLE figures (
  id INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  part TEXT NOT NULL,
  indicator TEXT NOT NULL,
  key TEXT NOT NULL,
  scope TEXT NOT NULL,
  unit TEXT NOT NULL,
  value REAL NOT NULL,
  bound TEXT NOT NULL,
  role TEXT NOT NULL,
  year INTEGER,
  shown TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL
);
CREATE INDEX figures_document ON figures(document_id);
CREATE INDEX figures_key ON figures(key, unit);
CREATE TABLE conflicts (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  left_document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  left_shown TEXT NOT NULL,
  left_part TEXT NOT NULL,
  left_start INTEGER NOT NULL,
  left_end INTEGER NOT NULL,
  right_document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  right_shown TEXT NOT NULL,
  right_part TEXT NOT NULL,
  right_start INTEGER NOT NULL,
  right_end INTEGER NOT NULL
);
CREATE INDEX conflicts_left ON conflicts(left_document);
CREATE INDEX conflicts_right ON conflicts(right_document);
`;
