/** Calendar feeds: a subscription's deadlines under an address that nobody can guess. */
import type { Database } from './database.ts';
import { statement } from './statements.ts';
import { listSubscriptions, type Subscription } from './subscriptions.ts';
import { hashToken, randomToken } from './tokens.ts';

/** A feed as its owner sees it; the address itself is shown once, when it is made. */
export interface Feed {
  /** The first characters of the token's hash: names the feed without opening it. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** Opens a feed for a subscription and returns its token; null where the owner has no such subscription. */
export function createFeed(
  database: Database,
  subscriptionId: string,
  owner: string,
  now: Date,
): string | null {
  if (listSubscriptions(database, { id: subscriptionId, owner }).length === 0) return null;
  const token = randomToken();
  statement(database.raw, 'INSERT INTO feeds VALUES (?, ?, ?, NULL)').run(
    hashToken(token),
    subscriptionId,
    now.toISOString(),
  );
  return token;
}

/** Closes feeds of an owner's subscription for good. Returns how many were open. */
export function revokeFeeds(database: Database, subscriptionId: string, owner: string, now: Date): number {
  return statement(
    database.raw,
    `UPDATE feeds SET revoked_at = ? WHERE revoked_at IS NULL AND subscription_id IN
     (SELECT id FROM subscriptions WHERE id = ? AND owner = ?)`,
  ).run(now.toISOString(), subscriptionId, owner).changes;
}

/** The feeds of a subscription, oldest first. */
export function listFeeds(database: Database, subscriptionId: string): readonly Feed[] {
  return statement<[string], Feed>(
    database.raw,
    `SELECT substr(token_hash, 1, 8) AS id, subscription_id AS subscriptionId, created_at AS createdAt,
     revoked_at AS revokedAt FROM feeds WHERE subscription_id = ? ORDER BY created_at`,
  ).all(subscriptionId);
}

/** The subscription behind a feed's token; null for tokens that are unknown or revoked. */
export function subscriptionOfFeed(database: Database, token: string): Subscription | null {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const row = statement<[string], { id: string }>(
    database.raw,
    'SELECT subscription_id AS id FROM feeds WHERE token_hash = ? AND revoked_at IS NULL',
  ).get(hashToken(token));
  const [subscription] = row ? listSubscriptions(database, { id: row.id }) : [];
  return subscription ?? null;
}
