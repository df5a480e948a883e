/** Hours in which a chat is left in peace. */
import { addDays, dayAt } from '../../data/day.ts';
import type { Subscription } from '../../data/subscriptions.ts';
import { hourAt, instantAt } from '../../data/working-days.ts';

/** The instant itself, or where it falls into the quiet hours, the instant at which they end. */
export function afterQuiet(quiet: Subscription['quiet'], instant: Date): Date {
  if (!quiet) return instant;
  const { from, to } = quiet;
  const hour = hourAt(instant);
  const inside = from < to ? hour >= from && hour < to : hour >= from || hour < to;
  if (!inside) return instant;
  const day = dayAt(instant);
  return instantAt(hour >= to ? addDays(day, 1) : day, to);
}
