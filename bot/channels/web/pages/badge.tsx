import type { FC } from 'hono/jsx';
import type { Validity } from '../../../../data/types.ts';
import type { Words } from '../../../locales/zh.ts';

/** Whether a document is in force, in words and with a colour that only supports them. */
export const ValidityBadge: FC<{ words: Words; validity: Validity }> = ({ words, validity }) => (
  <span class={`badge badge-${validity.replace(' ', '-')}`}>{words.validity[validity]}</span>
);
