/** What was received (each once), what was asked and answered (masked), and the keys behind buttons. */
export const conversations = `
CREATE TABLE received (
  channel TEXT NOT NULL,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  payload TEXT,
  attempts INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (channel, id)
) WITHOUT ROWID;
CREATE INDEX received_at ON received(at);
CREATE INDEX received_open ON received(at) WHERE payload IS NOT NULL;
CREATE TABLE chats (
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('private', 'group')),
  state TEXT NOT NULL CHECK (state IN ('active', 'gone', 'moved')),
  moved_to TEXT,
  PRIMARY KEY (channel, chat)
);
CREATE TABLE turns (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  at TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  rating TEXT,
  reason TEXT
);
CREATE INDEX turns_chat ON turns(channel, chat, id);
CREATE INDEX turns_person ON turns(person_id);
CREATE INDEX turns_at ON turns(at);
CREATE TABLE keyboards (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  person_id INTEGER REFERENCES people(id) ON DELETE CASCADE,
  message_id TEXT,
  actions TEXT NOT NULL,
  expires_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX keyboards_message ON keyboards(channel, chat, message_id);
CREATE INDEX keyboards_person ON keyboards(person_id);
CREATE INDEX keyboards_expires ON keyboards(expires_at);
CREATE TABLE expectations (
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
  waiting_for TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (channel, chat, person_id)
);
CREATE TABLE links (
  code TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('document', 'question', 'subscription')),
  target TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL
) WITHOUT ROWID;
`;
