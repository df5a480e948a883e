import * as official from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decrypt, encrypt, sign, verify } from '../../../bot/channels/wecom/crypto.ts';
import { readXml } from '../../../bot/channels/wecom/xml.ts';
import { VECTORS } from './wecom-vectors.ts';

describe('callback crypto', () => {
  it.each(VECTORS)('$name', (vector) => {
    if (vector.kind === 'sha1') {
      const [token = '', timestamp = '', nonce = '', cipher = ''] = vector.inputs;
      expect(sign(token, { timestamp, nonce, encrypt: cipher })).toBe(vector.sha1);
      return;
    }
    const { token, encodingAESKey, receiveId, timestamp, nonce } = vector;
    const envelope = { timestamp, nonce, encrypt: vector.encrypt };
    expect(verify(token, envelope, vector.msgSignature)).toBe(vector.signatureOk);
    if (!vector.signatureOk) return;
    expect(decrypt(encodingAESKey, vector.encrypt)).toEqual({ message: vector.message, receiveId });
    const random = Buffer.from(vector.randomHex, 'hex');
    expect(encrypt(encodingAESKey, vector.message, receiveId, random)).toBe(vector.encrypt);
  });

  const key = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';

  it("agrees with WeCom's own library on every message", () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (message, receiveId) => {
        expect(decrypt(key, official.encrypt(key, message, receiveId))).toEqual({ message, receiveId });
        expect(official.decrypt(key, encrypt(key, message, receiveId))).toMatchObject({
          message,
          id: receiveId,
        });
      }),
    );
  });

  it('gives null, never a crash, for what was cut or changed', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.integer({ min: 1, max: 255 }), (message, at, flip) => {
        const bytes = Buffer.from(encrypt(key, message, 'corp'), 'base64');
        const cut = bytes.subarray(0, at % bytes.length);
        expect(decrypt(key, cut.toString('base64'))).toBeNull();
        const i = at % 16;
        const changed = Buffer.from(bytes);
        changed[changed.length - 17 - i] = (changed[changed.length - 17 - i] ?? 0) ^ flip;
        const opened = decrypt(key, changed.toString('base64'));
        expect(opened).not.toEqual({ message, receiveId: 'corp' });
      }),
    );
  });
});

describe('readXml', () => {
  it('reads CDATA and plain text', () => {
    expect(readXml('<xml><A><![CDATA[a<b&c]]></A><B>1 &lt; 2</B></xml>')).toEqual({ A: 'a<b&c', B: '1 < 2' });
  });

  it.each([
    ['an entity bomb', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><A>&b;</A></xml>'],
    ['an external entity', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><A>&a;</A></xml>'],
    ['a broken document', '<xml><A>'],
    ['another root', '<html><body>x</body></html>'],
    ['nothing', ''],
  ])('refuses %s', (_name, text) => expect(readXml(text)).toBeNull());

  it('does not expand what it does not know', () => {
    expect(readXml('<xml><A>&bomb;</A></xml>')).toEqual({ A: '&bomb;' });
  });
});
