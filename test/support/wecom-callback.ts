/** Calls as WeCom makes them: encrypted with WeCom's own library, not with the code under test. */
import { encrypt, getSignature } from '@wecom/crypto';
import { CORP } from './wecom-server.ts';

/** Parts of a call that a test may falsify. */
export interface CallChange {
  readonly timestamp?: number;
  readonly signature?: string;
  readonly receiveId?: string;
  readonly body?: string;
  readonly nonce?: string;
}

/** A message or event as XML. */
export function xmlOf(fields: Readonly<Record<string, string | number>>): string {
  const inner = Object.entries(fields)
    .map(
      ([name, value]) => `<${name}>${typeof value === 'number' ? value : `<![CDATA[${value}]]>`}</${name}>`,
    )
    .join('\n');
  return `<xml>${inner}</xml>`;
}

let nextNonce = 1;

/** Address and body of a call that carries some XML. */
export function callOf(xml: string, change: CallChange = {}): { query: string; body: string } {
  const cipher = encrypt(CORP.encodingAesKey, xml, change.receiveId ?? CORP.corpId);
  const timestamp = String(change.timestamp ?? Math.floor(Date.now() / 1000));
  const nonce = change.nonce ?? String(nextNonce++);
  const signature = change.signature ?? getSignature(CORP.token, timestamp, nonce, cipher);
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce });
  const body =
    change.body ??
    `<xml><ToUserName><![CDATA[${CORP.corpId}]]></ToUserName><Encrypt><![CDATA[${cipher}]]></Encrypt><AgentID><![CDATA[${CORP.agentId}]]></AgentID></xml>`;
  return { query: query.toString(), body };
}

let nextMessage = 1;

/** A text message. */
export function textXml(from: string, words: string, id: string | number = `msg${nextMessage++}`): string {
  const head = { ToUserName: CORP.corpId, FromUserName: from, CreateTime: Math.floor(Date.now() / 1000) };
  return xmlOf({ ...head, MsgType: 'text', Content: words, MsgId: id, AgentID: CORP.agentId });
}

/** A pressed button of a card. */
export function pressXml(from: string, taskId: string, key: string, responseCode = 'rc-press'): string {
  const head = { ToUserName: CORP.corpId, FromUserName: from, CreateTime: Math.floor(Date.now() / 1000) };
  return xmlOf({
    ...head,
    MsgType: 'event',
    Event: 'template_card_event',
    EventKey: key,
    TaskId: taskId,
    CardType: 'button_interaction',
    ResponseCode: responseCode,
    AgentID: CORP.agentId,
  });
}
