import { squeezeSpace } from '../blocks.ts';
import { attribute, type Box, rawText, walk } from './dom.ts';

const FILE_NAME = /\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|rtf|zip|rar|7z|txt|tiff?)$/i;
/** Links that offer the page itself in another form are no attachments. */
const SELF =
  /^(?:点击)?(?:下载|查看|打印|预览|收藏)?(?:文字|图片|word|pdf|ofd|电子|纸质)?(?:版|下载|原文|附件)?$/i;

/** Names of the files a page links to, as the page words them, without repeats. */
export function attachmentNames(root: Box): string[] {
  const names = new Set<string>();
  for (const box of walk(root)) {
    if (box.tag !== 'a') continue;
    const href = attribute(box, 'href').replace(/[?#].*$/, '');
    const name = squeezeSpace(rawText(box)) || squeezeSpace(attribute(box, 'title'));
    if ((FILE_NAME.test(href) || FILE_NAME.test(name)) && !SELF.test(name)) names.add(name);
  }
  return [...names];
}
