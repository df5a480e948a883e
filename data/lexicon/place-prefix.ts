/** The words of level and place that stand before a department's name: 泾源县, 市, 中共某某县委, 驻某. */

const LEVEL = [
  '[各本我全该]?(?:省|自治区|市|县|区|旗|州|盟|镇|乡|街道|地区)[级直属]?',
  '[省市县区旗州盟地]委|自治区党委|党委|(?:人民)?政府',
  '中国共产党|中共|中华人民共和国|国家|全国|中央|各级|各|相关|有关|当地|直属',
  '驻\\p{Script=Han}{1,3}',
  '、',
].join('|');

/** 城市, 超市, 社区, 园区 end like places and are none. */
const PLACE_END = [
  '特别行政区|自治区|自治州|自治县|自治旗|地区|开发区|高新区|经开区|示范区|新区',
  '省|州|盟|县|旗|街道',
  '(?<![城超门上股都夜])市',
  '(?<![城社小园景校灌地牧片辖山库矿学灾老发新厂院郊])区',
  '(?<![城集乡])镇',
  '(?<![城下])乡(?!镇)',
].join('|');

const PLACE = `\\p{Script=Han}{1,10}?(?:${PLACE_END})[级直]?`;
const PREFIX = new RegExp(`^(?:${LEVEL}|${PLACE})+$`, 'u');
const LEADING = new RegExp(
  `^(?:中共)?(?:\\p{Script=Han}{2,8}?(?:自治区|自治州|省|州|盟|地区|(?<![城超门上股都夜])市)(?!场))?` +
    `(?:\\p{Script=Han}{2,8}?(?:自治县|自治旗|县|旗|(?<![城超门上股都夜])市(?!场)|(?<![城社小园景校灌地牧片辖山库矿学灾老发新厂院郊])区(?!域)))?` +
    `(?:县(?![城域])|旗|市(?![场政民容域区])|区(?![域划块])|省(?![级市]))?(?:人民政府(?!.{0,2}$))?`,
  'u',
);

/** Whether a text is nothing but words of level and place whose form shows it: 某某市某某区, 县委, 驻某. */
export function isPlacePrefix(text: string): boolean {
  return PREFIX.test(text);
}

/** A name without the place at its front, as far as its form shows one: 某某县创建办 → 创建办. */
export function withoutPlace(name: string): string {
  const rest = name.replace(LEADING, '');
  return rest.length >= 2 ? rest : name;
}
