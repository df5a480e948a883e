/** People, their accounts on channels, invitations to become staff, and the append-only audit. */
export const people = `
CREATE TABLE people (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  role TEXT NOT NULL CHECK (role IN ('citizen', 'staff', 'administrator')),
  name TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
  created_at TEXT NOT NULL
);
CREATE TABLE accounts (
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
  PRIMARY KEY (channel, account)
);
CREATE INDEX accounts_person ON accounts(person_id);
CREATE TABLE memberships (
  person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
  department TEXT NOT NULL,
  PRIMARY KEY (person_id, department)
);
CREATE INDEX memberships_department ON memberships(department);
CREATE TABLE invitations (
  code_hash TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('staff', 'administrator')),
  departments TEXT NOT NULL,
  issued_by TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_by INTEGER,
  used_at TEXT
);
CREATE TABLE code_attempts (
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX code_attempts_account ON code_attempts(channel, account, at);
CREATE TABLE IF NOT EXISTS audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  act TEXT NOT NULL,
  object TEXT NOT NULL,
  result TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit table is append-only');
END;
CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit table is append-only');
END;
`;
