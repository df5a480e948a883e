/** Passages as data a model may read: fenced, each under an id that nobody outside this request can guess. */

/** A passage as a model sees it. `id` is made for one request. */
export interface FencedPassage {
  readonly id: string;
  readonly documentNumber: string | null;
  readonly title: string;
  readonly locator: string;
  readonly text: string;
}

/** Nothing in a text can close its fence or open another: the marks that could are made full width. */
export function neutral(text: string): string {
  return text.replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, '').replace(/[<>]/g, (mark) => (mark === '<' ? '＜' : '＞'));
}

const attribute = (text: string) => neutral(text).replace(/["\n\r]/g, ' ');

/** One passage between its fence marks. */
export function fencePassage({ id, documentNumber, title, locator, text }: FencedPassage): string {
  const place = `文号="${attribute(documentNumber ?? '无')}" 标题="${attribute(title)}" 位置="${attribute(locator)}"`;
  return `<条款 id="${id}" ${place}>\n${neutral(text)}\n</条款 ${id}>`;
}

/** What a person wrote, between marks of its own. */
export function fenceQuestion(id: string, question: string): string {
  return `<问题 ${id}>\n${neutral(question)}\n</问题 ${id}>`;
}
