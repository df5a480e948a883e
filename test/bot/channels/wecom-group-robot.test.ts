import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SendError } from '../../../bot/channels/send-error.ts';
import { makeGroupRobot } from '../../../bot/channels/wecom/group-robot.ts';
import { type WecomServer, wecomServer } from '../../support/wecom-server.ts';

let server: WecomServer;
beforeEach(async () => {
  server = await wecomServer();
});
afterEach(async () => {
  await server.stop();
  expect(server.refusals).toEqual([]);
});

const robot = () => makeGroupRobot(`${server.url}/cgi-bin/webhook/send?key=robot-key`);
const bodies = () => server.calls.map((call) => call.body);

describe('the group robot', () => {
  it('sends markdown with its page as a link', async () => {
    await robot().send('', {
      text: [{ text: '完成入户调查', style: 'bold' }],
      buttons: [
        [
          { label: '原文', url: 'https://gongbao.test/d' },
          { label: '已办结', action: 'k' },
        ],
      ],
    });
    expect(bodies()).toEqual([
      { msgtype: 'markdown', markdown: { content: '**完成入户调查**\n[原文](https://gongbao.test/d)' } },
    ]);
  });

  it('calls people by name in a text', async () => {
    await robot().send('', { text: [{ text: '请办理' }], buttons: [], mentions: ['zhang', '@all'] });
    expect(bodies()).toEqual([
      { msgtype: 'text', text: { content: '请办理', mentioned_list: ['zhang', '@all'] } },
    ]);
  });

  it('splits at sentence ends within 4,096 and 2,048 bytes', async () => {
    const text = '这是一句完整的话。'.repeat(200);
    await robot().send('', { text: [{ text }], buttons: [] });
    await robot().send('', { text: [{ text }], buttons: [], mentions: ['zhang'] });
    expect(bodies().map((body) => body.msgtype)).toEqual(['markdown', 'markdown', 'text', 'text', 'text']);
  });

  it('outlives a fault, and keeps what is too much for later', async () => {
    let faults = 1;
    server.fault = () => (faults-- > 0 ? { kind: 'drop' } : null);
    await robot().send('', { text: [{ text: '请办理' }], buttons: [] });
    expect(server.calls).toHaveLength(2);
    server.fault = () => ({ kind: 'errcode', errcode: 45009 });
    const sent = robot().send('', { text: [{ text: '请办理' }], buttons: [] });
    await expect(sent).rejects.toMatchObject({ problem: { kind: 'later' } });
  });

  it('says nothing of its address when it fails', async () => {
    const wrong = makeGroupRobot(`${server.url}/cgi-bin/webhook/send?key=wrong-key`);
    const error = await wrong
      .send('', { text: [{ text: '请办理' }], buttons: [] })
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SendError);
    expect(String(error)).not.toContain('wrong-key');
  });
});
