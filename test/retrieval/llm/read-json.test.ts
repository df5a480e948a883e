import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ItemReader, readJson } from '../../../retrieval/llm/read-json.ts';

describe('readJson', () => {
  it.each([
    ['plain', '{"a":1}', { a: 1 }],
    ['fenced', '```json\n{"a":1}\n```', { a: 1 }],
    ['with talk around it', '好的，答案是 {"a":{"b":"}"}} 谢谢', { a: { b: '}' } }],
    ['after thoughts', '<think>{"a":0}</think>{"a":1}', { a: 1 }],
    ['with a comma too many', '{"a":[1,2,],}', { a: [1, 2] }],
    ['broken off', '{"a":[{"b":"甲"},{"b":"乙', { a: [{ b: '甲' }, { b: '乙' }] }],
    ['with line breaks in a string', '{"a":"一\n二"}', { a: '一\n二' }],
    ['with full-width marks', '{“a”：1}', { a: 1 }],
  ])('reads what is %s', (_, text, value) => expect(readJson(text)).toEqual(value));

  it.each(['', '没有', '[1,2', '<think>{"a":1}'])('finds nothing in %j', (text) => {
    expect(readJson(text)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readJson(text);
        readJson(`{${text}`);
      }),
    );
  });
});

describe('ItemReader', () => {
  it('yields each object as soon as it is complete, however the text is cut', () => {
    const items = [{ text: '甲"}' }, { text: '乙', evidence: [{ id: 1 }] }, { text: '丙\\' }];
    const json = `<think>"statements": [</think>${JSON.stringify({ other: [], statements: items, end: [{}] })}`;
    fc.assert(
      fc.property(fc.array(fc.nat({ max: json.length })), (cuts) => {
        const reader = new ItemReader('statements');
        const places = [0, ...cuts.sort((a, b) => a - b), json.length];
        const read = places.slice(1).flatMap((end, i) => reader.push(json.slice(places[i], end)));
        expect(read).toEqual(items);
        expect(reader.text).toBe(json);
      }),
    );
  });
});
