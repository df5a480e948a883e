import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** Entities are not expanded and documents with a DTD are refused: no bombs, no external files. */
const parser = new XMLParser({
  ignoreAttributes: true,
  processEntities: false,
  parseTagValue: false,
  trimValues: true,
});

/** The five entities of XML itself, in texts that came without CDATA. */
function plainEntities(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

/** A flat `<xml>` document as a record of strings, or null for anything else. */
export function readXml(text: string): Readonly<Record<string, string>> | null {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return null;
  try {
    const { xml } = z.object({ xml: z.record(z.string(), z.unknown()) }).parse(parser.parse(text, true));
    return Object.fromEntries(
      Object.entries(xml).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, plainEntities(value)]] : [],
      ),
    );
  } catch {
    return null;
  }
}
