import type { FC } from 'hono/jsx';
import type { Cell, Span } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import type { DataRow, TableBlock } from '../blocks.ts';
import { passageAnchor } from '../links.ts';
import { Marked } from './marked.tsx';

interface Props {
  readonly words: Words;
  readonly mark: Span | null;
}

const CellText: FC<Props & { cell: Cell }> = ({ words, mark, cell }) => (
  <span
    class={cell.inherited ? 'line inherited' : 'line'}
    title={cell.inherited ? words.document.inherited : undefined}
  >
    <Marked text={cell.text} span={cell.span} mark={cell.inherited ? null : mark} />
  </span>
);

/** A row with a link to itself in front. */
const Row: FC<Props & { row: DataRow }> = ({ words, mark, row: { passage, cells } }) => (
  <tr id={passageAnchor(passage.id)} data-locator={passage.locator} tabindex={-1}>
    <td class="permalink-cell">
      <a
        class="permalink"
        href={`#${passageAnchor(passage.id)}`}
        aria-label={words.document.permalink(passage.locator)}
      >
        #
      </a>
    </td>
    {cells.map((column) => (
      <td class={column.every(({ text }) => text.length <= 8) ? 'short' : undefined}>
        {column.map((cell) => (
          <CellText words={words} mark={mark} cell={cell} />
        ))}
      </td>
    ))}
  </tr>
);

/** Consecutive row passages as the table they were printed as; it scrolls, so the keyboard reaches it. */
export const DocumentTable: FC<Props & { table: TableBlock }> = ({ words, mark, table }) => {
  const label = table.rows[0]?.passage.path.at(-1) ?? words.document.table;
  return (
    <section class="table-scroll" tabindex={0} aria-label={label}>
      <table>
        {table.columns.some(Boolean) && (
          <thead>
            <tr>
              <td class="permalink-cell" />
              {table.columns.map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {table.rows.map((row) =>
            row.kind === 'row' ? (
              <Row words={words} mark={mark} row={row} />
            ) : (
              <tr
                id={passageAnchor(row.passage.id)}
                class="section"
                data-locator={row.passage.locator}
                tabindex={-1}
              >
                <th scope="rowgroup" colspan={table.columns.length + 1}>
                  {row.passage.text}
                </th>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
};
