/** Shapes of what stands on a page. Units are points; x grows to the right, y downward from the top edge. */

/** A run of text on one baseline; `y` is the baseline. */
export interface Run {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
}

/** A drawn straight line: `at` is its y (horizontal) or x (vertical), `from`–`to` its extent. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** What one page holds. */
export interface PageLayout {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly runs: readonly Run[];
  readonly horizontal: readonly Rule[];
  readonly vertical: readonly Rule[];
  /** Share of the page that pictures cover, 0 to 1. */
  readonly imageShare: number;
}

/** A line of text; `frame` is the column it stands in. */
export interface TextLine extends Run {
  readonly kind: 'line';
  readonly page: number;
  readonly runs: readonly Run[];
  readonly frame: Frame;
}

/** Left and right edge of a column of text. */
export interface Frame {
  readonly left: number;
  readonly right: number;
}

/** A table as far as it stands on one page; `edges` are the x of its column borders. */
export interface PageTable {
  readonly kind: 'table';
  readonly page: number;
  readonly top: number;
  readonly bottom: number;
  readonly edges: readonly number[];
  readonly rows: readonly (readonly string[])[];
  /** The first or last row has no border there: the page cut it, and its other half is on the next page. */
  readonly openTop: boolean;
  readonly openBottom: boolean;
}

export type PageElement = TextLine | PageTable;

/** Removes what was drawn twice to look bold, which would double figures. */
export function dropRepeats(runs: readonly Run[]): Run[] {
  const seen = new Map<string, Run[]>();
  return runs.filter((run) => {
    const twins = seen.get(run.text) ?? [];
    const near = run.size * 0.3;
    if (twins.some((twin) => Math.abs(twin.x0 - run.x0) < near && Math.abs(twin.y - run.y) < near))
      return false;
    seen.set(run.text, [...twins, run]);
    return true;
  });
}
