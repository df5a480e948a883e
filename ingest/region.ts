/** Whose document it is: the place and level of the body that issued it, by the form of names. */

import { coreTitle } from '../data/title-key.ts';
import type { DocumentMetadata, Level } from '../data/types.ts';
import { foldVariants } from '../data/variants.ts';

/** A place with what it is (某某县), and the level of its bodies. */
export interface Region {
  readonly region: string | null;
  readonly level: Level | null;
}

const HAN = '[一-鿿]';
const CITY = '(?<![城超门上股都夜])市(?![场政民容域区直])';
const AREA = '(?<![城社小园景校灌牧片辖山库灾老自治专学])区(?![域划块直])';
const PLACE = new RegExp(
  [
    `^(?<province>${HAN}{2,7}?(?:自治区|特别行政区|省(?!级)))?`,
    `(?<city>${HAN}{2,8}?(?:自治州|地区|盟(?!员)|${CITY}))?`,
    `(?<county>${HAN}{1,9}?(?:自治县|自治旗|县(?![城级域])|旗|${AREA}|${CITY}))?`,
    `(?<town>${HAN}{2,7}?(?:街道|镇|乡(?![村镇])))?`,
  ].join(''),
);
const NATIONAL =
  /^(?:中共中央|中央|国务院|国家(?!税务总局.)|全国|最高人民|中国人民银行(?:$|办公)|中国[一-鿿]+(?:会|局)$|中华人民共和国)|^[一-鿿]{2,10}部(?:办公厅)?$|总[局署](?:办公厅)?$/;
const MUNICIPALITY = /^(?:北京|上海|天津|重庆)市$/;
/** What may follow a place in a body's name; without it the words only happened to end alike. */
const BODY =
  /^(?:$|委|人民|政府|党|[一-鿿（）]{0,16}(?:局|办|厅|会|部|院|中心|处|队|公司|政府|委|署|社|站|所))/;
const PREFIX = /^(?:中国共产党|中共|国家税务总局|中华人民共和国)(?=.)/;
/** 县人民政府 without the county's name tells the level alone. */
const BARE: readonly (readonly [RegExp, Level])[] = [
  [/^(?:省|自治区)(?:人民政府|委|政府)/, '省'],
  [/^市(?:人民政府|委|政府)/, '市'],
  [/^[县区旗](?:人民政府|委|政府)/, '县'],
];

function readPlace(text: string, body: boolean): Region | null {
  const groups = PLACE.exec(text)?.groups;
  if (!groups) return null;
  const { province, city, county, town } = groups;
  const deepest = town ?? county ?? city ?? province;
  if (!deepest) return null;
  const end = [province, city, county, town].reduce((sum, part) => sum + (part?.length ?? 0), 0);
  if (body && !BODY.test(text.slice(end))) return null;
  if (town) return { region: town, level: '乡镇' };
  if (county) return { region: county, level: '县' };
  if (city) return { region: city, level: MUNICIPALITY.test(city) ? '省' : '市' };
  return { region: province ?? null, level: '省' };
}

function ofIssuer(issuer: string): Region | null {
  const name = foldVariants(issuer).replace(/\s/g, '');
  if (NATIONAL.test(name)) return { region: null, level: '国家' };
  const plain = name.replace(PREFIX, '');
  const bare = BARE.find(([pattern]) => pattern.test(plain));
  return readPlace(plain, true) ?? (bare ? { region: null, level: bare[1] } : null);
}

/** Provinces as titles name them without what they are. */
const PROVINCES =
  /^(河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)(?!省)|^(内蒙古|广西|西藏|宁夏|新疆)(?![一-鿿]{0,4}自治区)|^(北京|上海|天津|重庆)(?!市)/;
const AUTONOMOUS: Readonly<Record<string, string>> = {
  内蒙古: '内蒙古自治区',
  广西: '广西壮族自治区',
  西藏: '西藏自治区',
  宁夏: '宁夏回族自治区',
  新疆: '新疆维吾尔自治区',
};

function ofProvince(title: string): Region | null {
  const [, province, autonomous, city] = PROVINCES.exec(title) ?? [];
  const named = province ? `${province}省` : autonomous ? AUTONOMOUS[autonomous] : city && `${city}市`;
  return named ? { region: named, level: '省' } : null;
}

/**
 * The region of a document: by its issuers, else by its title, else by the publication it stands in.
 * `某某县人民政府办公室` → 某某县, 县. A county-level city without its prefecture reads as a city.
 */
export function regionOf(metadata: Pick<DocumentMetadata, 'issuers' | 'title' | 'publication'>): Region {
  const found = metadata.issuers.flatMap((issuer) => ofIssuer(issuer) ?? []);
  const signed = found.find(({ region }) => region) ?? found[0];
  if (signed?.region || signed?.level === '国家') return signed;
  const title = foldVariants(metadata.title).replace(/^关于/, '');
  const titled = [title, coreTitle(title)]
    .map((text) => readPlace(text.replace(PREFIX, ''), false) ?? ofProvince(text))
    .find(Boolean);
  const printed = metadata.publication
    ? ofIssuer(metadata.publication.replace(/(?:公报|政报).*$/, ''))
    : null;
  const place = titled?.region ? titled : printed;
  return { region: place?.region ?? null, level: signed?.level ?? place?.level ?? null };
}
