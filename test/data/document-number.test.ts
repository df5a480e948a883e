import { describe, expect, it } from 'vitest';
import { findDocumentNumber, isNumberLine, writeDocumentNumber } from '../../data/document-number.ts';

describe('document numbers', () => {
  it.each([
    ['泾政办发[2023]48号', '泾政办发〔2023〕48号'],
    ['泾党办发〔2023〕60 号', '泾党办发〔2023〕60号'],
    ['泾政办规发（２０２３）３号', '泾政办规发〔2023〕3号'],
    ['宁农（计）发〔2021〕57号', '宁农（计）发〔2021〕57号'],
  ])('reads %s', (text, written) => {
    const found = findDocumentNumber(text);
    expect(found && writeDocumentNumber(found)).toBe(written);
  });

  it('tells a line of its own from a mention', () => {
    expect(isNumberLine('泾党办发〔2023〕60号…………… (01)')).toBe(true);
    expect(isNumberLine('落实《方案》（宁农（计）发〔2021〕57号）相关要求')).toBe(false);
  });
});
