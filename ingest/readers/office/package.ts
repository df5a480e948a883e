/** Finds the parts of an Office package by their relations, as Open Packaging Conventions (ISO/IEC 29500-2) has it. */
import { posix } from 'node:path';
import { type Element, elements, parseXml } from './xml.ts';
import type { Zip } from './zip.ts';

/** A relation of a part: its id, the last word of its type (`styles`), and the part it points at. */
export interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** Relations of a part (`''` is the package itself); none where the file has none. */
export function relationsOf(zip: Zip, part: string, fileName: string): readonly Relation[] {
  const folder = posix.dirname(part);
  const path = posix.join(part === '' ? '' : folder, '_rels', `${posix.basename(part)}.rels`);
  const bytes = zip.read(path);
  if (!bytes) return [];
  const [root] = elements(parseXml(bytes, fileName));
  return elements(root, 'Relationship')
    .filter((each) => each.attributes.TargetMode !== 'External')
    .map(({ attributes }) => ({
      id: attributes.Id ?? '',
      type: posix.basename(attributes.Type ?? ''),
      target: resolve(folder, attributes.Target ?? ''),
    }));
}

function resolve(folder: string, target: string): string {
  return target.startsWith('/') ? target.slice(1) : posix.normalize(posix.join(folder, target));
}

/** The name of the main part, or a usual one. */
export function mainPart(zip: Zip, fileName: string, usual: string): string {
  return relationsOf(zip, '', fileName).find((each) => each.type === 'officeDocument')?.target ?? usual;
}

/** Reads a part as XML; its root element, or undefined where the package has no such part. */
export function readPart(zip: Zip, part: string | undefined, fileName: string): Element | undefined {
  const bytes = part === undefined ? null : zip.read(part);
  return bytes ? elements(parseXml(bytes, fileName))[0] : undefined;
}
