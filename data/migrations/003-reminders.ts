/** Subscriptions, the rows of reminders, what was sent, calendar feeds, and sign-in to the staff pages. */
export const reminders = `
CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  filter TEXT NOT NULL,
  leads TEXT NOT NULL,
  lead_unit TEXT NOT NULL CHECK (lead_unit IN ('day', 'working day')),
  hour INTEGER NOT NULL,
  quiet_from INTEGER,
  quiet_to INTEGER,
  weekly_digest INTEGER NOT NULL,
  escalation TEXT,
  public_only INTEGER NOT NULL,
  muted_until TEXT,
  active_since TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE INDEX subscriptions_recipient ON subscriptions(channel, chat);
CREATE INDEX subscriptions_owner ON subscriptions(owner);
CREATE TABLE deadline_mutes (
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  deadline_id TEXT NOT NULL REFERENCES deadlines(id),
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (channel, chat, deadline_id)
);
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  message_id TEXT NOT NULL,
  at TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX deliveries_chat ON deliveries(channel, chat, id);
CREATE TABLE reminders (
  id INTEGER PRIMARY KEY,
  subscription_id TEXT NOT NULL,
  deadline_id TEXT NOT NULL,
  occurrence TEXT NOT NULL,
  lead TEXT NOT NULL,
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  send_at INTEGER NOT NULL,
  ready_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'retry', 'claimed', 'sent', 'skipped', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  uncertain INTEGER NOT NULL DEFAULT 0,
  sending INTEGER NOT NULL DEFAULT 0,
  claimed_by TEXT,
  delivery_id INTEGER REFERENCES deliveries(id),
  reason TEXT,
  settled_at INTEGER,
  UNIQUE (deadline_id, occurrence, lead, channel, chat)
);
CREATE INDEX reminders_ready ON reminders(ready_at) WHERE state IN ('planned', 'retry', 'claimed');
CREATE INDEX reminders_subscription ON reminders(subscription_id) WHERE state = 'planned';
CREATE INDEX reminders_dead ON reminders(settled_at) WHERE state = 'dead';
CREATE TABLE plan_queue (
  kind TEXT NOT NULL CHECK (kind IN ('deadline', 'subscription')),
  id TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TRIGGER plan_deadline_added AFTER INSERT ON deadlines BEGIN
  INSERT INTO plan_queue VALUES ('deadline', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER plan_deadline_changed AFTER UPDATE ON deadlines BEGIN
  INSERT INTO plan_queue VALUES ('deadline', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER plan_subscription_added AFTER INSERT ON subscriptions BEGIN
  INSERT INTO plan_queue VALUES ('subscription', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER plan_subscription_changed AFTER UPDATE ON subscriptions BEGIN
  INSERT INTO plan_queue VALUES ('subscription', new.id) ON CONFLICT DO NOTHING;
  INSERT INTO plan_queue SELECT 'subscription', id FROM subscriptions
    WHERE (channel = old.channel AND chat = old.chat) OR escalation = old.escalation ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER plan_subscription_removed AFTER DELETE ON subscriptions BEGIN
  DELETE FROM reminders WHERE subscription_id = old.id AND state = 'planned';
  INSERT INTO plan_queue SELECT 'subscription', id FROM subscriptions
    WHERE (channel = old.channel AND chat = old.chat) OR escalation = old.escalation ON CONFLICT DO NOTHING;
END;
CREATE TABLE feeds (
  token_hash TEXT PRIMARY KEY,
  subscription_id TEXT NOT NULL REFERENCES subscriptions(id) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  revoked_at TEXT
);
CREATE INDEX feeds_subscription ON feeds(subscription_id);
CREATE TABLE staff_sign_in_links (
  token_hash TEXT PRIMARY KEY,
  actor TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
);
CREATE TABLE staff_sessions (
  token_hash TEXT PRIMARY KEY,
  actor TEXT NOT NULL,
  csrf TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
);
CREATE TABLE attempts (
  bucket TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX attempts_bucket ON attempts(bucket, at);
INSERT INTO plan_queue SELECT 'deadline', id FROM deadlines;
`;
