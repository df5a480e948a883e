/** The words of level and place that stand before a department's name: 某某县, 市, 中共某某县委, 驻某. */

const HAN = '\\p{Script=Han}';
/** 城市 and 超市 end like places and are none; no more are 社区, 园区, 城镇. */
const CITY = '(?<![城超门上股都夜])市';
const AREA = '(?<![城社小园景校灌地牧片辖山库矿学灾老发新厂院郊])区';
const TOWN = '(?<![城集])镇|(?<![城下])乡(?!镇)';

const LEVEL = [
  '[各本我全该]?(?:省|自治区|市|县|区|旗|州|盟|镇|乡|街道|地区)[级直属]?',
  '[省市县区旗州盟地]委|自治区党委|党委|(?:人民)?政府',
  '中国共产党|中共|中华人民共和国|中华全国|中华|中国|国务院|最高|国家|全国|中央',
  '各级|各|相关|有关|当地|直属|、',
  `驻(?:(?!驻)${HAN}){1,3}`,
].join('|');

/**
 * A place: the characters before its end are none of those that end a place (广州市 is read 广州|市), so
 * that there is one way to read a run of places; nor words of grammar, nor another bureau.
 */
const PLACE =
  `(?:(?!街道|[省市县区旗州盟镇乡局厅的与及或把并按由报向在经])${HAN}){1,10}?` +
  '(?:特别行政区|自治区|自治州|自治县|自治旗|地区|开发区|高新区|经开区|示范区|新区|' +
  `省|州|盟|县|旗|街道|${CITY}|${AREA}|${TOWN})[级直委]?`;

const PREFIX = new RegExp(`^(?:${LEVEL}|${PLACE})+$`, 'u');

const LEADING = new RegExp(
  [
    '^(?:中共)?',
    '(?:[本我全该](?:省|自治区|市|县|区|旗|州))?',
    `(?:${HAN}{2,8}?(?:自治区|自治州|省|州|盟|地区|${CITY}(?!场)))?`,
    `(?:${HAN}{2,8}?(?:自治县|自治旗|县|旗|${CITY}(?!场)|${AREA}(?!域)))?`,
    '(?:县(?![城域])|旗|市(?![场政民容域区])|区(?![域划块])|省(?!市))?',
    '(?:(?<=[省市县区旗州盟])(?:委(?!员)|[级直属]|人民政府(?!.{0,2}$)))?',
  ].join(''),
  'u',
);

/** Whether a text is nothing but words of level and place whose form shows it: 某某市某某区, 县委, 驻某. */
export function isPlacePrefix(text: string): boolean {
  return PREFIX.test(text);
}

/** A name without the place at its front, as far as its form shows one: 某某县创建办 → 创建办. */
export function withoutPlace(name: string): string {
  const rest = name.replace(LEADING, '');
  return rest.length >= 2 && rest !== name ? withoutPlace(rest) : name;
}
