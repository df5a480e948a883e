import { afterAll, describe, expect, it } from 'vitest';
import { ReaderThread } from '../../../ingest/readers/run.ts';

describe('the reading thread', () => {
  const thread = new ReaderThread();
  afterAll(() => thread.close());

  it('reads files one after the other, and passes errors on with their code', async () => {
    const [one, two] = await Promise.all([
      thread.read(Buffer.from('一、总则'), '甲.txt'),
      thread.read(Buffer.from('<html><body><p>为做好工作，现通知如下。</p></body></html>'), '乙.html'),
    ]);
    expect([one.text, two.text]).toEqual(['一、总则', '为做好工作，现通知如下。\n']);
    await expect(thread.read(Buffer.alloc(0), '空.txt')).rejects.toMatchObject({ code: 'FILE_EMPTY' });
    expect((await thread.read(Buffer.from('二、附则'), '丙.txt')).text).toBe('二、附则');
  });

  it('stops a file at its deadline, and reads the next one', async () => {
    const hasty = new ReaderThread({ textMs: 1 });
    await expect(hasty.read(Buffer.from('<p>慢，'.repeat(100_000)), '慢.html')).rejects.toMatchObject({
      code: 'FILE_TIMEOUT',
    });
    await hasty.close();
  });

  it('survives a file that eats all memory', async () => {
    const small = new ReaderThread({ heapMb: 48 });
    const huge = Buffer.from(`<html><body>${'<p>一，<b>二</b></p>'.repeat(400_000)}`);
    await expect(small.read(huge, '大.html')).rejects.toMatchObject({ code: 'FILE_HOSTILE' });
    expect((await small.read(Buffer.from('三、其他'), '丁.txt')).text).toBe('三、其他');
    await small.close();
  });
});
