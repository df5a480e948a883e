import type { FC } from 'hono/jsx';
import type { Span } from '../../../../data/types.ts';

interface Props {
  readonly text: string;
  /** Where the text stands in its document. */
  readonly span: Span;
  /** The range of the document's text to mark, if any. */
  readonly mark: Span | null;
  /** Length of a heading that the text begins with; 0 for none. */
  readonly lead?: number;
}

/** The marked range inside this text; null where there is none or all of it is marked. */
function inside({ text, span, mark }: Props): Span | null {
  if (!mark || span.end - span.start !== text.length) return null;
  const start = Math.max(mark.start, span.start) - span.start;
  const end = Math.min(mark.end, span.end) - span.start;
  return end > start && end - start < text.length ? { start, end } : null;
}

/** Text with the quoted words marked and a run-in heading set off. */
export const Marked: FC<Props> = (props) => {
  const { text, lead = 0 } = props;
  const mark = inside(props);
  const cuts = [0, lead, mark?.start ?? 0, mark?.end ?? 0, text.length];
  const points = [...new Set(cuts)].sort((a, b) => a - b);
  return (
    <>
      {points.slice(1).map((end, i) => {
        const start = points[i] ?? 0;
        const piece = text.slice(start, end);
        const marked = mark !== null && start >= mark.start && end <= mark.end;
        const shown = marked ? <mark>{piece}</mark> : piece;
        return start < lead ? <b>{shown}</b> : shown;
      })}
    </>
  );
};
