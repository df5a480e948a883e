/** WeCom's side of the smart robot's long connection, as a real WebSocket server on loopback. */
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

const bytes = (most: number) => (text: string) => Buffer.byteLength(text) <= most;
const content = z.string().refine(bytes(20_480), 'too many bytes');

const card = z.strictObject({
  card_type: z.literal('button_interaction'),
  main_title: z.strictObject({ title: z.string().min(1) }),
  sub_title_text: z.string().optional(),
  task_id: z.string().regex(/^[\w@-]{1,128}$/),
  button_list: z
    .array(z.strictObject({ text: z.string().min(1), style: z.number(), key: z.string().min(1) }))
    .min(1)
    .max(6),
});
const stream = z.strictObject({ id: z.string().min(1), finish: z.boolean(), content });

const BODIES: Record<string, z.ZodType> = {
  aibot_respond_msg: z.discriminatedUnion('msgtype', [
    z.strictObject({ msgtype: z.literal('stream'), stream }),
    z.strictObject({ msgtype: z.literal('stream_with_template_card'), stream, template_card: card }),
  ]),
  aibot_respond_welcome_msg: z.strictObject({
    msgtype: z.literal('text'),
    text: z.strictObject({ content: z.string().min(1).refine(bytes(2048)) }),
  }),
  aibot_send_msg: z.discriminatedUnion('msgtype', [
    z.strictObject({
      chatid: z.string(),
      chat_type: z.number().optional(),
      msgtype: z.literal('markdown'),
      markdown: z.strictObject({ content }),
    }),
    z.strictObject({
      chatid: z.string(),
      chat_type: z.number().optional(),
      msgtype: z.literal('template_card'),
      template_card: card,
    }),
  ]),
};

/** A frame that the robot sent. */
export interface RobotFrame {
  readonly cmd: string;
  readonly headers: { readonly req_id: string };
  readonly body: Record<string, unknown>;
}

/** The running server. */
export interface WecomSocket {
  readonly url: string;
  readonly frames: RobotFrame[];
  readonly refusals: string[];
  connections: number;
  /** An errcode for a frame instead of success; `silent` gives no acknowledgement. */
  fault: (frame: RobotFrame) => number | null;
  /** Pushes a message or event to the robot. */
  push(cmd: 'aibot_msg_callback' | 'aibot_event_callback', requestId: string, body: object): void;
  /** Resolves with the first frame that fits, now or later. */
  waitFor(fits: (frame: RobotFrame) => boolean): Promise<RobotFrame>;
  connected(): Promise<void>;
  /** Cuts the connection. */
  cut(): void;
  stop(): Promise<void>;
}

/** Starts it for one robot. */
export async function wecomSocket(bot = { botId: 'bot-1', secret: 'bot-secret' }): Promise<WecomSocket> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise<void>((resolve) => server.once('listening', () => resolve()));
  const listeners = new Set<() => void>();
  let current: WebSocket | null = null;
  const finished = new Set<string>();

  function check(frame: RobotFrame): number {
    const fault = socket.fault(frame);
    if (fault !== null) return fault;
    const checked = BODIES[frame.cmd]?.safeParse(frame.body);
    if (!checked?.success) {
      socket.refusals.push(`${frame.cmd}: ${checked ? JSON.stringify(checked.error.issues) : 'unknown'}`);
      return 40058;
    }
    const body = frame.body.stream as { id: string; finish: boolean } | undefined;
    if (body && finished.has(body.id)) return 846608;
    if (body?.finish) finished.add(body.id);
    return 0;
  }

  server.on('connection', (connection) => {
    connection.on('message', (data) => {
      const frame: RobotFrame = JSON.parse(String(data));
      const acknowledge = (errcode: number) =>
        connection.send(
          JSON.stringify({ headers: frame.headers, errcode, errmsg: errcode ? 'refused' : 'ok' }),
        );
      if (frame.cmd === 'ping') return acknowledge(0);
      if (frame.cmd === 'aibot_subscribe') {
        const known = frame.body.bot_id === bot.botId && frame.body.secret === bot.secret;
        acknowledge(known ? 0 : 40001);
        if (known) {
          current = connection;
          socket.connections++;
        }
        for (const listener of listeners) listener();
        return;
      }
      const code = check(frame);
      if (code === 0) socket.frames.push(frame);
      acknowledge(code);
      for (const listener of listeners) listener();
    });
    connection.on('close', () => {
      if (current === connection) current = null;
    });
  });

  const until = <T>(look: () => T | undefined | null | false): Promise<T> =>
    new Promise((resolve) => {
      const listener = () => {
        const found = look();
        if (!found) return;
        listeners.delete(listener);
        resolve(found);
      };
      listeners.add(listener);
      listener();
    });

  const socket: WecomSocket = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    frames: [],
    refusals: [],
    connections: 0,
    fault: () => null,
    push(cmd, req_id, body) {
      current?.send(JSON.stringify({ cmd, headers: { req_id }, body }));
    },
    waitFor: (fits) => until(() => socket.frames.find(fits)),
    async connected() {
      await until(() => current);
    },
    cut() {
      current?.terminate();
      current = null;
    },
    stop() {
      for (const client of server.clients) client.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return socket;
}
