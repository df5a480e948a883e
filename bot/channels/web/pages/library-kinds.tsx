import type { FC } from 'hono/jsx';
import type { Words } from '../../../locales/zh.ts';
import { isNarrowed, type LibraryPart } from '../library-list.ts';

interface SelectProps {
  readonly name: string;
  readonly label: string;
  readonly all: string;
  readonly chosen: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

const Select: FC<SelectProps> = ({ name, label, all, chosen, options }) => (
  <label class="kind">
    <span>{label}</span>
    <select name={name}>
      <option value="">{all}</option>
      {options.map((option) => (
        <option value={option.value} selected={option.value === chosen}>
          {option.label}
        </option>
      ))}
    </select>
  </label>
);

/** As many issuers as one looks through; the others are found by typing. */
const MOST_ISSUERS = 60;

/** Choosing by year, issuer, theme and validity; only what the library has is offered. */
export const Kinds: FC<{ words: Words; part: LibraryPart }> = ({ words, part }) => {
  const { choices, kinds = {} } = part;
  const { columns, kinds: labels, all } = words.library;
  const counted = (label: string, count: number) => `${label} (${count})`;
  return (
    <div class="kinds">
      <Select
        name="year"
        label={labels.year}
        all={all}
        chosen={kinds.year?.toString()}
        options={choices.years.map(({ value, count }) => ({
          value: String(value),
          label: counted(String(value), count),
        }))}
      />
      <Select
        name="issuer"
        label={columns.issuer}
        all={all}
        chosen={kinds.issuer}
        options={choices.issuers
          .slice(0, MOST_ISSUERS)
          .map(({ value, count }) => ({ value, label: counted(value, count) }))}
      />
      <Select
        name="theme"
        label={labels.theme}
        all={all}
        chosen={kinds.theme}
        options={choices.themes.map(({ value, count }) => ({ value, label: counted(value, count) }))}
      />
      <Select
        name="validity"
        label={columns.validity}
        all={all}
        chosen={kinds.validity}
        options={choices.validities.map(({ value, count }) => ({
          value,
          label: counted(words.validity[value], count),
        }))}
      />
      <button type="submit">{words.library.apply}</button>
      {isNarrowed(part) && <a href="/documents">{words.library.reset}</a>}
    </div>
  );
};
