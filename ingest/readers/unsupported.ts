import { GongbaoError } from '../../data/errors.ts';
import { type ContentKind, contentKind } from './content-kind.ts';
import type { Reader } from './reader.ts';

/** What a person can do with a kind of file that is not read. */
const ADVICE: Readonly<Partial<Record<ContentKind, string>>> = {
  xls: '是旧版 Excel 表格。请用 Excel 或 WPS 另存为 XLSX 再导入。',
  compound: '是旧版 Office 或 WPS 文件。请用 WPS 或 Word 另存为 DOCX 或 PDF 再导入。',
  rtf: '是 RTF 文件。请用 Word 或 WPS 另存为 DOCX 或 PDF 再导入。',
  ofd: '是 OFD 版式文件。请用 OFD 阅读器或 WPS 另存为 PDF（或 DOCX）再导入。',
  pptx: '是演示文稿。请另存为 PDF 再导入。',
  encrypted: '设有打开密码，没有读入。请去掉密码后再导入。',
  zip: '是压缩包，要逐个读入其中的文件。请用导入命令导入，或解压后导入。',
  rar: '是 RAR 压缩包。请解压后导入其中的文件，或改用 ZIP。',
  '7z': '是 7z 压缩包。请解压后导入其中的文件，或改用 ZIP。',
  gzip: '是 gzip 压缩文件。请解压后导入其中的文件，或改用 ZIP。',
  program: '是程序，不是文件材料，没有读入。',
  webp: '是 WebP 图片。请转成 PNG 或 JPG 再导入。',
  gif: '是 GIF 图片。请转成 PNG 或 JPG 再导入。',
};

/** Names the fix for kinds of files that cannot be read, instead of reading garbage. */
export const unsupportedReader: Reader = {
  name: 'unsupported',
  accepts: (bytes) => ADVICE[contentKind(bytes)] !== undefined,
  read: async (bytes, fileName) => {
    const kind = contentKind(bytes);
    const code = kind === 'encrypted' ? 'FILE_ENCRYPTED' : 'FILE_UNSUPPORTED';
    throw new GongbaoError(code, `${fileName} ${ADVICE[kind] ?? '无法读取。'}`);
  },
};
