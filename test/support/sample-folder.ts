/** The sample gazette, ingested once a run: data folders and open libraries that hold it. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Library, openLibrary } from '../../bot/library.ts';
import { packageRoot } from '../../data/package-root.ts';

/** Name of the sample gazette's file. */
export const SAMPLE = '泾源县人民政府公报-2023-04.txt';

/** The file itself. */
export const samplePath = () => join(packageRoot(), 'data/samples', SAMPLE);

/** Its text as printed. */
export const readSample = () => readFileSync(samplePath(), 'utf8');

/** A data folder of one's own that holds the sample. Whoever asks for it removes it. */
export function copySampleFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongbao-copy-'));
  cpSync(inject('sampleFolder'), folder, { recursive: true });
  return folder;
}

/** A library over a copy of the sample's folder; closing it removes the copy. */
export function openSampleCopy(): Library {
  const folder = copySampleFolder();
  const library = openLibrary(folder);
  return {
    ...library,
    close: async () => {
      await library.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
