/** What a printed line is by its form alone: numbered, a date, a title, a label, a heading. */
import { WRITTEN_DATE } from '../../data/day.ts';
import { isNumberLine } from '../../data/document-number.ts';
import { isHandlingLine } from '../disclosure.ts';
import { readNumbering } from './numbering.ts';

const SENTENCE_END = /[。！？；：!?;:][”’"）)]?$/;

/** How titles of official documents and their attachments end, a version in brackets included. */
export const TITLE_END =
  /(?:通知|意见|方案|办法|细则|规定|公告|通告|通报|决定|决议|命令|令|要点|清单|名单|台账|表|书|计划|预案|小组|流程图|分工|单|函|批复|报告|条例|目录|规划|纲要|指南|规范|标准|制度|规则|措施|政策|公示|倡议书|公开信)(?:[（(].{1,12}[）)])?$/;

const LABEL = /^[一-鿿（）()、\s]{2,16}[:：]/;
const NOTE = /^[（(]\s*(?:此件|本件|公开|主动公开|依申请|信息公开|联系)/;

/** True for a line that is nothing but a date: 2023 年 8 月 2 日. */
export function isDateLine(text: string): boolean {
  return text.replace(WRITTEN_DATE, '').trim() === '' && text.trim() !== '';
}

/** True where a line opens with an outline number: 一、 （一） 1. (1) ① 第一条. */
export const isNumbered = (text: string): boolean => readNumbering(text) !== null;

/** True for a line that ends as a sentence does, or as a lead-in with a colon. */
export const endsSentence = (text: string): boolean => SENTENCE_END.test(text);

/** True for a title that opens a document: `…关于印发《…》的通知`, without a sentence in it. */
export function isTitleLine(text: string): boolean {
  return /^(?:[一-鿿、\s]{2,40}\s*)?关于/.test(text) && TITLE_END.test(text) && !/[。；]/.test(text);
}

/** True for a line that starts with a label and a colon: 责任单位：… */
export const isLabelled = (text: string): boolean => LABEL.test(text);

/** True for a note in brackets under a signature: （此件公开发布）. */
export const isNote = (text: string): boolean => NOTE.test(text);

/** True for the head or the list of attachments: 附件 2:, 附件：1. …, 附表1, 附：… */
export const opensAttachment = (text: string): boolean => /^附\s*[件表录]|^附\s*[:：]/.test(text);

/** True for the number of an order on a line of its own: 第708号, （2020年第8号）. */
export const isOrderNumber = (text: string): boolean =>
  /^[（(]?\s*(?:\d{4}\s*年\s*)?第\s*\S{1,5}\s*号\s*[）)]?$/.test(text);

/** True for the head of an attachment with its number alone: 附件 2:, 附件：1, 附件 3-1: */
export const isAttachmentHead = (text: string): boolean =>
  /^附\s*[件表录图]\s*[:：]?\s*[\d一二三四五六七八九十\-—\s]{0,6}[:：.、]?$/.test(text);

/** Lines that begin something new however the line before them ends. */
export function beginsForSure(text: string): boolean {
  return (
    isNumbered(text) ||
    opensAttachment(text) ||
    isDateLine(text) ||
    isNumberLine(text) ||
    isNote(text) ||
    isTitleLine(text) ||
    isHandlingLine(text)
  );
}

/** A heading is numbered, short and no sentence; those of the first levels (一、第一章) may hold a comma. */
export function isHeading(text: string): boolean {
  const numbering = readNumbering(text);
  if (!numbering || /。/.test(text)) return false;
  if (numbering.level <= 4) return text.length <= 45;
  return text.length <= 45 && !/，/.test(text);
}
