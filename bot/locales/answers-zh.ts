/** Sentences of answers that are not quotes. */
import { writeDay } from '../../data/day.ts';
import type { AnswerWords, NamedDocument, PlacedFigure } from '../../retrieval/words.ts';

/** 《…》 with its number; title marks inside become 〈…〉 (GB/T 15834—2011, 4.15). */
function nameDocument({ title, documentNumber }: NamedDocument): string {
  const quoted = `《${title.replaceAll('《', '〈').replaceAll('》', '〉')}》`;
  return documentNumber ? `${quoted}（${documentNumber}）` : quoted;
}

function describeFigure({ place, isTitle, shown }: PlacedFigure): string {
  return `${isTitle ? nameDocument({ title: place, documentNumber: null }) : place}写作${shown}`;
}

const FIXED: Record<Parameters<AnswerWords['fixed']>[0], string> = {
  crisis:
    '请先保证人身安全，马上求助：遇到危险或暴力请拨 110，火灾、燃气泄漏等险情请离开现场后拨 119，受伤或急病请拨 120；情绪难以承受时可以拨打全国统一心理援助热线 12356，随时有人接听。其他困难可拨 12345 政务服务便民热线。',
  'personal data':
    '我只能查阅已收录的公开文件，看不到任何人的账户、档案或办件进度，也不提供个人信息。请向经办部门的窗口或 12345 政务服务便民热线核实；若想了解政策条件和标准，可以直接问我。',
  opinion: '我只依据已收录的文件说明政策内容，不作评价，也不谈文件以外的看法。请换成文件里可以查到的问题。',
  abuse: '我在这里帮您查政策文件。请直接写下想问的事，我会附上原文出处。',
  orders: '我只依据已收录的文件回答，每句话都须有原文出处，不能按其他要求行事。请直接写下想问的政策问题。',
  thanks: '不客气。还有政策方面的问题，随时可以问。',
};

export const answersZh: AnswerWords = {
  declined: (nearest, line) =>
    [
      '已收录的文件里没有找到能回答这个问题的内容，为免误导，不作回答。',
      nearest ? `最接近的文件是《${nearest}》，可以打开原文查看。` : '',
      line ? `也可以致电公布的办公电话 ${line} 咨询。` : '',
    ].join(''),
  declinedPart: (question) => `已收录的文件里没有找到能回答“${question}”的内容，为免误导，不作回答。`,
  noSuchDocument: (number) => `已收录的文件里没有 ${number}。请核对文号，或在“文件库”里按标题查找。`,
  greeting: () =>
    '您好，我是公报通，只根据已收录的政府公报回答问题，每句话都附原文出处。请直接写下想问的事，例如“燃气排查哪天截止？”。',
  expired: (title, until, by) =>
    `注意：${nameDocument({ title, documentNumber: null })}有效期至${writeDay(until)}，已经失效${by ? `；之后有${nameDocument(by)}，请以其为准` : ''}。`,
  inForce: (title, day) =>
    `截至${writeDay(day)}，${nameDocument({ title, documentNumber: null })}在有效期内，已收录的文件里没有废止它的。`,
  noTerm: (title) =>
    `${nameDocument({ title, documentNumber: null })}没有写明有效期，已收录的文件里也没有废止或替代它的；是否仍然有效，请向发文机关核实。`,
  repealed: (title, by) =>
    `注意：${nameDocument({ title, documentNumber: null })}已经废止或失效${by ? `，见${nameDocument(by)}` : ''}。`,
  superseded: (title, by) =>
    `注意：${nameDocument({ title, documentNumber: null })}之后已有${nameDocument(by)}，请核对是否以新文件为准。`,
  amended: (title, by) =>
    `注意：${nameDocument({ title, documentNumber: null })}的部分内容已由${nameDocument(by)}修改，请一并查看。`,
  notYet: (title, from) =>
    `注意：${nameDocument({ title, documentNumber: null })}自${writeDay(from)}起施行，目前尚未施行。`,
  editionUsed: ({ title, year, place }, { years, places }) => {
    const used = [place, year && `${year}年`].filter(Boolean).join('');
    const others = [...places, ...years.map((each) => `${each}年`)].join('、');
    const source = `以上依据${used}的${nameDocument({ title, documentNumber: null })}`;
    return others
      ? `${source}；文件库里还有${others}的同类文件，问题里写明年份或地区即可查询。`
      : `${source}，请核对是否为所问年份。`;
  },
  otherEdition: ({ years, places }, nearest) => {
    const asked = [...places, ...years.map((year) => `${year}年`)].join('、');
    return `已收录的文件里没有找到${asked}的相关规定，为免误导，不作回答。另有${nameDocument(nearest)}，请核对是否要查这一份。`;
  },
  listContinues: (more) => `另有 ${more} 项没有列出，可在问题里写明文号或事项再问。`,
  differ: () => '注意：不同出处的数字不一致，已一并列出，请以发文机关解释为准。',
  conflict: (left, right) => `${describeFigure(left)}，${describeFigure(right)}，请核实。`,
  whichDocument: (numbers) => `有几份文件都符合这个文号：${numbers.join('、')}。请写出完整文号再问。`,
  fixed: (kind) => FIXED[kind],
};
