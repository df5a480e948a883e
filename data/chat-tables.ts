/** The tables of migrations 004 to 006 as kysely knows them. Times are ISO instants in UTC. */
import type { Generated } from 'kysely';

interface PeopleTable {
  id: Generated<number>;
  role: 'citizen' | 'staff' | 'administrator';
  name: string;
  language: 'zh' | 'en';
  created_at: string;
}

interface AccountTable {
  channel: string;
  account: string;
  person_id: number;
}

interface MembershipTable {
  person_id: number;
  department: string;
}

/** `departments` is a JSON array; the code itself is never kept. */
interface InvitationTable {
  code_hash: string;
  role: 'staff' | 'administrator';
  departments: string;
  issued_by: string;
  issued_at: string;
  expires_at: string;
  used_by: number | null;
  used_at: string | null;
}

interface CodeAttemptTable {
  channel: string;
  account: string;
  at: string;
}

/** `payload` is what came in, masked, as long as it is not handled to its end. */
interface ReceivedTable {
  channel: string;
  id: string;
  at: string;
  payload: string | null;
  attempts: Generated<number>;
}

interface ChatTable {
  channel: string;
  chat: string;
  kind: 'private' | 'group';
  state: 'active' | 'gone' | 'moved';
  moved_to: string | null;
}

/** `question` and `answer` (an Answer as JSON) are masked before they get here. */
interface TurnTable {
  id: Generated<number>;
  person_id: number;
  channel: string;
  chat: string;
  at: string;
  question: string;
  answer: string;
  rating: string | null;
  reason: string | null;
}

/** `actions` is a JSON array; a button's key is the keyboard's id and an index into it. */
interface KeyboardTable {
  id: string;
  channel: string;
  chat: string;
  person_id: number | null;
  message_id: string | null;
  actions: string;
  expires_at: string;
}

interface ExpectationTable {
  channel: string;
  chat: string;
  person_id: number;
  waiting_for: string;
  expires_at: string;
}

/** Where a poster's QR code leads. */
interface LinkTable {
  code: string;
  kind: 'document' | 'question' | 'subscription';
  target: string;
  made_by: string;
  made_at: string;
}

interface TicketTable {
  id: Generated<number>;
  kind: 'unsolved' | 'obstructed';
  person_id: number | null;
  channel: string;
  chat: string;
  department: string;
  question: string;
  transcript: string;
  state: 'open' | 'answered' | 'solved' | 'unsolved';
  opened_at: string;
  escalated: Generated<number>;
  answer: string | null;
  answered_by: number | null;
  answered_at: string | null;
}

interface OutboxTable {
  id: Generated<number>;
  once: string;
  channel: string;
  chat: string;
  person_id: number | null;
  message: string;
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  attempts: Generated<number>;
  next_at: string;
  message_id: string | null;
  error: string | null;
}

/** People, conversations and tickets. */
export interface ChatTables {
  people: PeopleTable;
  accounts: AccountTable;
  memberships: MembershipTable;
  invitations: InvitationTable;
  code_attempts: CodeAttemptTable;
  received: ReceivedTable;
  chats: ChatTable;
  turns: TurnTable;
  keyboards: KeyboardTable;
  expectations: ExpectationTable;
  links: LinkTable;
  tickets: TicketTable;
  outbox: OutboxTable;
}
