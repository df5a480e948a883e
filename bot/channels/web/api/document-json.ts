import type { LedgerRecord } from '../../../../data/ledger.ts';
import type { SeriesMember } from '../../../../data/standing.ts';
import type { DocumentRecord, Span } from '../../../../data/types.ts';
import type { OpenDocument } from '../../../../retrieval/assistant.ts';
import { citationPrefix, writeReference } from '../citation-text.ts';

const spanOf = ({ start, end }: Span) => ({ start, end });

/** A time limit without what the office keeps to itself: notes, evidence, corrections. */
function toDeadlineJson(deadline: LedgerRecord) {
  const { id, kind, locator, quote, span, task, phrase, start, due, rrule, state, responsible } = deadline;
  return { id, kind, locator, quote, span, task, phrase, start, due, rrule, state, responsible };
}

function toNeighbourJson(member: SeriesMember | null | undefined) {
  if (!member) return null;
  const { id, documentNumber, title, issuedOn } = member;
  return { id, documentNumber, title, issuedOn };
}

/** A document as the API gives it: without its text, which has an address of its own. */
export function toDocumentJson(open: OpenDocument) {
  const { document, validity, passages, sources, edition } = open;
  const { text: _text, outline, ...rest } = document;
  return {
    ...rest,
    validity,
    outline: outline.map(({ span, level, label, heading }) => ({
      level,
      label,
      heading,
      span: spanOf(span),
    })),
    passages,
    ...(sources && { sources }),
    ...(edition !== undefined && { edition }),
    editions: open.editions ?? [],
    relations: open.relations ?? [],
    conflicts: open.conflicts ?? [],
    deadlines: (open.deadlines ?? []).map(toDeadlineJson),
    predecessor: toNeighbourJson(open.predecessor),
    successor: toNeighbourJson(open.successor),
    citation: { official: citationPrefix(document), reference: writeReference(document) },
  };
}

/** Offers a document's text as a file named by its number and title (RFC 6266, RFC 8187). */
export function offerAs({ documentNumber, title }: DocumentRecord): string {
  const name = [documentNumber, title]
    .filter(Boolean)
    .join(' ')
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '')
    .slice(0, 80);
  const encoded = encodeURIComponent(`${name}.txt`).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="document.txt"; filename*=UTF-8''${encoded}`;
}
