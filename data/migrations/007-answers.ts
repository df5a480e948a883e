/** Answers with how they came about, so that each can be replayed; tokens used by models, by day. */
export const answers = `
CREATE TABLE answers (
  id TEXT PRIMARY KEY,
  asked_at TEXT NOT NULL,
  question TEXT NOT NULL,
  visibilities TEXT NOT NULL,
  status TEXT NOT NULL,
  model TEXT,
  answer TEXT NOT NULL,
  trace TEXT NOT NULL
);
CREATE INDEX answers_asked_at ON answers(asked_at);
CREATE TABLE model_usage (
  day TEXT NOT NULL,
  model TEXT NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (day, model)
);
CREATE TABLE next_vectors (
  passage_id INTEGER PRIMARY KEY REFERENCES passages(id) ON DELETE CASCADE,
  vector BLOB NOT NULL
);
`;
