import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import UTIF from 'utif2';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../data/package-root.ts';
import { imageReader } from '../../../ingest/readers/image.ts';
import { decodeImage, type Grey, quarterTurns, turn } from '../../../ingest/readers/ocr/bitmap.ts';
import { doubtfulFigures } from '../../../ingest/readers/ocr/doubts.ts';
import { straighten } from '../../../ingest/readers/ocr/straighten.ts';
import { pdfReader } from '../../../ingest/readers/pdf.ts';
import { describeReader } from '../../contracts/reader.ts';
import { scannedPdf } from '../../support/pdf.ts';
import { blank, encode, rgbaOf } from '../../support/picture.ts';

/** A picture of our own words, printed with a Chinese font that a test machine may not have. */
const FIXTURE = readFileSync(join(packageRoot(), 'test/fixtures/readers/notice.png'));

const LINES = [
  '关于做好供暖工作的通知',
  '某政办发〔2023〕12号',
  expect.stringMatching(
    /^为做好冬季供暖工作，现将有关事项通知如下：供暖时间为11月1日至次年3月31日，.*达标率达到98.5%。$/,
  ),
  '序号\t小区\t户数\t责任单位',
  '1\t东苑\t1350\t住房和城乡建设局',
  '2\t西苑\t872\t',
  '2023年10月9日',
];

const picture = async () => {
  const [grey] = await decodeImage(FIXTURE, '图.png');
  if (!grey) throw new Error('no picture');
  return grey;
};

describeReader(imageReader, [
  {
    what: 'a picture of a notice with a table',
    fileName: '通知.png',
    bytes: () => FIXTURE,
    lines: LINES,
    slow: true,
  },
]);

describe('recognition', () => {
  it('reads a scanned PDF that lies tilted on the page, and says which pages it recognised', {
    timeout: 300_000,
  }, async () => {
    const tilted = turn(await picture(), (1.5 * Math.PI) / 180);
    const file = scannedPdf(encode(tilted, 'image/jpeg'), tilted.width, tilted.height);
    const source = await pdfReader.read(file, '扫描.pdf', {});
    expect(source.format).toBe('pdf (ocr)');
    expect(source.recognition).toMatchObject({ pages: [1] });
    expect(source.recognition?.confidence).toBeGreaterThan(0.9);
    expect(source.text).toMatch(/某政办发.2023.12号[\s\S]*98\.5%[\s\S]*1350/);
  });

  it('straightens a tilt of up to three degrees', async () => {
    const tilted = turn(await picture(), (2 * Math.PI) / 180);
    const inkRows = ({ width, height, data }: Grey) => {
      const rows = Array.from({ length: height }, (_, y) => data.subarray(y * width, (y + 1) * width));
      return rows.filter((row) => row.some((value) => value < 120)).length;
    };
    expect(inkRows(straighten(tilted))).toBeLessThan(inkRows(tilted) - 40);
  });

  it('lists figures it is unsure of, with page, surroundings and confidence', () => {
    const characters = [...'达到42%，'].map((char, i) => ({
      char,
      confidence: i === 3 ? 0.6 : 0.99,
      at: i / 7,
    }));
    const layout = {
      page: 3,
      width: 595,
      height: 842,
      runs: [],
      horizontal: [],
      vertical: [],
      imageShare: 0,
    };
    expect(
      doubtfulFigures([
        {
          layout,
          lines: [{ box: { x0: 0, y0: 0, x1: 1, y1: 1 }, characters }],
          unreadable: 0,
          confidence: 0.9,
        },
      ]),
    ).toEqual(['第 3 页“达到42%，”中的数字 42%， 识别把握较低（60%），请核对原件。']);
  });
});

describe('pictures', () => {
  it('are decoded to the grey values they were made of, whole and turned', async () => {
    const grey = blank(40, 30, true);
    const [png] = await decodeImage(encode(grey, 'image/png'), '图.png');
    expect(png).toEqual(grey);
    const [jpeg] = await decodeImage(encode(grey, 'image/jpeg'), '图.jpg');
    expect(Math.max(...grey.data.map((value, i) => Math.abs(value - (jpeg?.data[i] ?? 0))))).toBeLessThan(40);
    expect(quarterTurns(quarterTurns(grey, 1), 3)).toEqual(grey);
  });

  it('of 10,000 × 10,000 pixels are refused before they are decoded', async () => {
    const huge = Buffer.from(FIXTURE);
    huge.writeUInt32BE(10_000, 16);
    huge.writeUInt32BE(10_000, 20);
    await expect(imageReader.read(huge, '大.png', {})).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    const tiff = new Uint8Array(UTIF.encodeImage(new Uint8Array(4), 1, 1));
    const view = new DataView(tiff.buffer);
    // The directory begins with the entries for width and height: tag, type, count, value.
    const directory = view.getUint32(4);
    for (const entry of [0, 1]) view.setUint16(directory + 2 + entry * 12 + 8, 10_000);
    await expect(decodeImage(tiff, '大.tif')).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    });
  });

  it('in TIFF are read page by page', async () => {
    const tiff = UTIF.encodeImage(new Uint8Array(rgbaOf(blank(40, 30))), 40, 30);
    const [page] = await decodeImage(new Uint8Array(tiff), '页.tif');
    expect([page?.width, page?.height]).toEqual([40, 30]);
  });

  it('that are blank or broken are told as such', async () => {
    await expect(imageReader.read(encode(blank(64, 64), 'image/png'), '白.png', {})).rejects.toMatchObject({
      code: 'FILE_EMPTY',
    });
    await expect(imageReader.read(FIXTURE.subarray(0, 3_000), '半.png', {})).rejects.toMatchObject({
      code: 'FILE_DAMAGED',
    });
  });
});
