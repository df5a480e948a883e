/** The staff pages on a real port, and a browser that keeps its cookie and its form tokens. */
import { createStaffPages, firstSignInLink } from '../../bot/channels/web/staff/create-staff-pages.ts';
import type { StaffServices } from '../../bot/channels/web/staff/services.ts';
import type { WebServer } from '../../bot/channels/web/start-web-server.ts';
import { scopeOfRecipient } from '../../bot/reminders/services.ts';
import type { Database } from '../../data/database.ts';
import { mondayToFriday } from '../../data/working-days.ts';
import { at } from './deadlines.ts';
import { noIntake } from './no-intake.ts';
import { startTestServer } from './web-server.ts';

/** Services whose clock is moved with `set`. */
export function staffServices(database: Database, start: string) {
  let now = at(start);
  const services: StaffServices = {
    database,
    now: () => now,
    calendar: mondayToFriday,
    dayOff: 'itself',
    sameDepartment: (left, right) => left === right,
    scopeOf: scopeOfRecipient,
    intake: noIntake,
  };
  const set = (text: string) => {
    now = at(text);
  };
  return { services, set };
}

/** One person at a browser. */
export class StaffBrowser {
  readonly #server: WebServer;
  cookie = '';
  csrf = '';

  constructor(server: WebServer) {
    this.#server = server;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const url = new URL(path, this.#server.url);
    return fetch(url, { headers: { Cookie: this.cookie, ...headers }, redirect: 'manual' });
  }

  /** The text of a page; its form token is kept for the next form. */
  async page(path: string): Promise<string> {
    const text = await (await this.get(path)).text();
    this.csrf = /name="csrf" value="([\w-]+)"/.exec(text)?.[1] ?? this.csrf;
    return text;
  }

  async post(path: string, fields: Record<string, string | Blob>, csrf = this.csrf): Promise<Response> {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf, ...fields })) body.set(name, value);
    return this.send(path, body);
  }

  /** A form as it is. */
  async send(path: string, body: FormData): Promise<Response> {
    const headers = { Cookie: this.cookie };
    const response = await fetch(new URL(path, this.#server.url), {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    });
    const set = response.headers.getSetCookie().find((cookie) => cookie.startsWith('gongbao_staff='));
    if (set) this.cookie = set.split(';')[0] ?? '';
    return response;
  }
}

/** A server with its staff pages; `signIn` opens a session with a fresh link. */
export async function startStaff(database: Database, start: string, more: Partial<StaffServices> = {}) {
  const { services: usual, set } = staffServices(database, start);
  const services = { ...usual, ...more };
  const server = await startTestServer({ staff: createStaffPages(services), now: services.now });
  const signIn = async (): Promise<StaffBrowser> => {
    const browser = new StaffBrowser(server);
    const token = new URL(firstSignInLink(services, server.url)).searchParams.get('token') ?? '';
    await browser.post('/staff/sign-in', { token });
    await browser.page('/staff/ledger');
    return browser;
  };
  return { server, services, set, signIn };
}
