import type { FC } from 'hono/jsx';
import type { Cell, Span } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';
import type { DataRow, TableBlock } from '../blocks.ts';
import { passageAnchor, placeOf } from '../links.ts';
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
const Row: FC<Props & { row: DataRow; width: number }> = ({
  words,
  mark,
  row: { passage, cells },
  width,
}) => (
  <tr id={passageAnchor(passage.id)} data-locator={placeOf(passage)} tabindex={-1}>
    <td class="permalink-cell">
      <a
        class="permalink"
        href={`#${passageAnchor(passage.id)}`}
        aria-label={words.document.permalink(passage.locator)}
      >
        #
      </a>
    </td>
    {cells.map((column, i) => (
      <td colspan={i === cells.length - 1 && cells.length < width ? width - i : undefined}>
        {column.map((cell) => (
          <CellText words={words} mark={mark} cell={cell} />
        ))}
      </td>
    ))}
  </tr>
);

/** Tables of more rows scroll by themselves, so that their headings stay in sight. */
const TALL = 15;

/** Consecutive row passages as the table they were printed as; it scrolls, so the keyboard reaches it. */
export const DocumentTable: FC<Props & { table: TableBlock }> = ({ words, mark, table }) => {
  const first = table.rows.find(({ kind }) => kind === 'row')?.passage;
  const label = `${first?.path.at(-1) ?? words.document.table} ${first?.locator ?? ''}`.trim();
  return (
    <section
      class={table.rows.length > TALL ? 'table-scroll tall' : 'table-scroll'}
      tabindex={0}
      aria-label={label}
    >
      <table>
        <colgroup>
          <col />
          {table.sizes.map((size) => (
            <col class={size} />
          ))}
        </colgroup>
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
              <Row words={words} mark={mark} row={row} width={table.columns.length} />
            ) : (
              <tr
                id={passageAnchor(row.passage.id)}
                class="section"
                data-locator={placeOf(row.passage)}
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
