import { describe, expect, it } from 'vitest';
import { readText } from '../../support/read-file.ts';

const body = '为进一步规范有关工作，根据上级部署，结合本市实际，现将有关事项通知如下，请认真抓好贯彻落实。';

const notice = (title: string, number: string | null, date = '2022年3月1日') => [
  title,
  ...(number ? [number] : []),
  '各县（区）人民政府，市政府各部门：',
  body,
  '一、提高认识。各单位要高度重视，按职责抓好落实。',
  '某市人民政府办公室',
  date,
];

const titlesOf = (lines: readonly string[]) =>
  readText(lines.join('\n')).documents.map(({ metadata }) =>
    metadata.kind === 'front matter' ? '(front)' : `${metadata.documentNumber ?? '-'} ${metadata.title}`,
  );

describe('splitting a gazette', () => {
  it('follows a contents list with page references and no numbers', () => {
    const a = '某市人民政府关于加强节约用水工作的意见';
    const b = '某市人民政府办公室关于成立防汛抗旱指挥部的通知';
    const lines = [
      '某市人民政府公报',
      '2022年第3期',
      '目 录',
      `${a}……3`,
      `${b}\t7`,
      ...notice(a, null),
      ...notice(b, null),
    ];
    expect(titlesOf(lines)).toEqual(['(front)', `- ${a}`, `- ${b}`]);
  });

  it('follows a contents list whose titles are printed over two lines in the body', () => {
    const lines = [
      '某市人民政府公报',
      '目录',
      '1. 某市人民政府办公室关于印发某市城镇燃气管理办法的通知……1',
      '某市人民政府办公室',
      '关于印发某市城镇燃气管理办法的通知',
      '某政办发〔2022〕9号',
      ...notice('x', null).slice(1),
    ];
    expect(titlesOf(lines)).toEqual([
      '(front)',
      '某政办发〔2022〕9号 某市人民政府办公室关于印发某市城镇燃气管理办法的通知',
    ]);
  });

  it('splits by numbers alone where whole documents follow one another', () => {
    const a = '某市人民政府办公室关于做好春耕备耕工作的通知';
    const b = '某市人民政府办公室关于加强森林防火工作的通知';
    expect(titlesOf([...notice(a, '某政办发〔2022〕1号'), ...notice(b, '某政办发〔2022〕2号')])).toEqual([
      `某政办发〔2022〕1号 ${a}`,
      `某政办发〔2022〕2号 ${b}`,
    ]);
  });

  it('keeps a document whole that lists the numbers of others', () => {
    const title = '某市人民政府关于废止部分行政规范性文件的决定';
    const repealed = [
      '附件',
      '废止的文件目录',
      '某市人民政府关于加强户籍管理的通知',
      '某政发〔2003〕12号',
      '某市人民政府关于加快发展服务业的意见',
      '某政发〔2008〕7号',
    ];
    expect(titlesOf([...notice(title, '某政发〔2022〕5号'), ...repealed])).toEqual([
      `某政发〔2022〕5号 ${title}`,
    ]);
  });

  it('keeps a document whole that carries another one as its attachment', () => {
    const title = '某市人民政府办公室关于转发市卫生健康委工作方案的通知';
    const attached = ['附件1', ...notice('某市卫生健康委员会关于印发工作方案的通知', '某卫发〔2022〕3号')];
    expect(titlesOf([...notice(title, '某政办发〔2022〕6号'), ...attached])).toEqual([
      `某政办发〔2022〕6号 ${title}`,
    ]);
  });

  it('reads a single document whose number stands above its title', () => {
    const [title = '', ...rest] = notice('某市人民政府关于表彰先进集体的决定', null);
    expect(titlesOf(['某市人民政府文件', '某政发〔2022〕8号', title, ...rest])).toEqual([
      `某政发〔2022〕8号 ${title}`,
    ]);
  });
});
