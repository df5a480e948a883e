import type { Visibility } from '../data/types.ts';

declare const made: unique symbol;

/**
 * What a reader may see. Every search, listing and export takes one and applies it before scoring; only
 * the makers below can produce it, so no caller can forget or forge it.
 */
export interface Scope {
  readonly [made]: true;
  readonly visibilities: readonly Visibility[];
}

function makeScope(visibilities: readonly Visibility[]): Scope {
  return Object.freeze({ visibilities: Object.freeze([...visibilities]) }) as unknown as Scope;
}

/** Citizens and everybody in a group chat: public documents only. */
export function publicScope(): Scope {
  return makeScope(['public']);
}

/** The scope of a role named on the command line or by a signed-in session. */
export function scopeOfRole(role: 'citizen' | 'staff'): Scope {
  return role === 'staff' ? makeScope(['public', 'internal']) : publicScope();
}

/** The scope a stored answer was given in, to replay it within. */
export function scopeOfStored(visibilities: readonly Visibility[]): Scope {
  return makeScope(visibilities);
}
