import { describe, expect, it } from 'vitest';
import { readNumeral } from '../../data/numerals.ts';

describe('numerals', () => {
  it.each([
    ['12', 12],
    ['１２', 12],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['两', 2],
    ['一百零五', 105],
    ['一百二十三', 123],
    ['二〇二三', 2023],
    ['二0二三', 2023],
  ])('reads %s', (text, value) => expect(readNumeral(text)).toBe(value));

  it.each(['', '甲', '十十', '一二三甲'])('refuses %s', (text) => expect(readNumeral(text)).toBeNaN());
});
