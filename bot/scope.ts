import type { Person } from '../data/people.ts';
import { publicScope, type Scope, scopeOfRole } from '../retrieval/access.ts';

/**
 * What a person may see in a chat. Internal documents: staff of allowed departments, in private chats only;
 * everybody else, and everybody in a group, sees public documents.
 */
export function scopeOf(
  person: Person,
  chatKind: 'private' | 'group',
  internalDepartments: readonly string[] | null,
): Scope {
  if (chatKind === 'group' || person.role === 'citizen') return publicScope();
  const allowed =
    internalDepartments === null ||
    person.role === 'administrator' ||
    person.departments.some((department) => internalDepartments.includes(department));
  return allowed ? scopeOfRole('staff') : publicScope();
}
