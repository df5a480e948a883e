import { type DepartmentMention, departmentTable } from './department-names.ts';
import { lazily } from './lazily.ts';

/** Kinds of work rather than departments when they stand in a list. */
const TOO_GENERAL = /^(?:审批|建设|规划|政务|服务|综合)/;

/** Stems of names, for lists that name the kind once: 发改、财政、住建等部门. */
const stems = lazily(() => {
  const keys = new Map<string, string>();
  for (const { text, key, standsAlone } of departmentTable().names.values()) {
    const stem = /^(.{2,})(?:局|部门)$/.exec(text)?.[1];
    if (stem && !standsAlone && !TOO_GENERAL.test(stem) && !keys.has(stem)) keys.set(stem, key);
  }
  return keys;
});

const LIST =
  /\p{Script=Han}{2,12}(?:、\p{Script=Han}{2,12}){1,24}?(?:等\p{Script=Han}{0,4}(?:部门|单位)|部门|局(?!部))/gu;

/** The longest stem that ends a piece of a list: 发改 in 由发改. */
function stemAtEnd(piece: string, start: number): DepartmentMention | null {
  for (let i = 0; i + 2 <= piece.length; i++) {
    const key = stems().get(piece.slice(i));
    if (key) return { start: start + i, end: start + piece.length, key };
  }
  return null;
}

/** The department of a list's item; those of its parts where 和 joins two: 财政和住建, but 经济和信息化. */
function departmentsOfItem(item: string, start: number): DepartmentMention[] {
  const whole = stemAtEnd(item, start);
  if (whole && /[和与及]/.test(item.slice(whole.start - start))) return [whole];
  return [...item.matchAll(/[^和与及]+/g)]
    .map((part) => stemAtEnd(part[0], start + part.index))
    .filter((mention) => mention !== null);
}

/**
 * Departments in lists that name their kind once at the end: 发改、财政、住建等部门. Other names that stand
 * in such a list are left to findDepartments.
 */
export function listedDepartments(text: string): DepartmentMention[] {
  return [...text.matchAll(LIST)].flatMap((list) =>
    [...list[0].matchAll(/[^、等]+/g)].flatMap((item) => departmentsOfItem(item[0], list.index + item.index)),
  );
}
