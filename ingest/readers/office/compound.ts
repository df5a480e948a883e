/** Checks the sector chains of a compound file (MS-CFB), which a broken file may tie into a ring without an end. */

/** Sector numbers from here on are marks, not sectors. */
const MARKS = 0xfffffffa;

function sectorTable(view: DataView, size: number): number[] {
  const count = Math.min(109, view.getUint32(0x2c, true));
  const table: number[] = [];
  for (let i = 0; i < count; i++) {
    const at = (view.getUint32(0x4c + i * 4, true) + 1) * size;
    for (let entry = at; entry + 4 <= Math.min(at + size, view.byteLength); entry += 4) {
      table.push(view.getUint32(entry, true));
    }
  }
  return table;
}

/** Whether following a chain from any sector ever comes back to a sector of the same chain. */
function hasRing(table: readonly number[]): boolean {
  const seenOn = new Uint32Array(table.length);
  for (let start = 0; start < table.length; start++) {
    for (
      let at = start;
      at < MARKS && at < table.length && seenOn[at] !== start + 1;
      at = table[at] ?? MARKS
    ) {
      if (seenOn[at] !== 0) break;
      seenOn[at] = start + 1;
      const next = table[at] ?? MARKS;
      if (next < table.length && seenOn[next] === start + 1) return true;
    }
  }
  return false;
}

/** The sectors of one chain, which is known to have no ring. */
function chain(table: readonly number[], first: number): number[] {
  const sectors: number[] = [];
  for (let at = first; at < table.length && sectors.length <= table.length; at = table[at] ?? MARKS)
    sectors.push(at);
  return sectors;
}

/** @throws Error where a chain of sectors, large or small, runs in a ring. */
export function checkSectorChains(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = 1 << Math.min(12, view.getUint16(0x1e, true));
  const table = sectorTable(view, size);
  if (hasRing(table)) throw new Error('ring of sectors');
  const small = chain(table, view.getUint32(0x3c, true)).flatMap((sector) => {
    const at = (sector + 1) * size;
    const count = Math.max(0, Math.min(size, view.byteLength - at) >> 2);
    return Array.from({ length: count }, (_, i) => view.getUint32(at + i * 4, true));
  });
  if (hasRing(small)) throw new Error('ring of small sectors');
}
