/** Questions handed to a department, and messages that must arrive even when someone is offline. */
export const tickets = `
CREATE TABLE tickets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('unsolved', 'obstructed')),
  person_id INTEGER REFERENCES people(id) ON DELETE SET NULL,
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  department TEXT NOT NULL,
  question TEXT NOT NULL,
  transcript TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'solved', 'unsolved')),
  opened_at TEXT NOT NULL,
  escalated INTEGER NOT NULL DEFAULT 0,
  answer TEXT,
  answered_by INTEGER,
  answered_at TEXT
);
CREATE INDEX tickets_state ON tickets(state, opened_at);
CREATE INDEX tickets_person ON tickets(person_id);
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  once TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  person_id INTEGER REFERENCES people(id) ON DELETE CASCADE,
  message TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TEXT NOT NULL,
  message_id TEXT,
  error TEXT
);
CREATE INDEX outbox_due ON outbox(state, next_at);
`;
