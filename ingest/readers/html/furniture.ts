/** What stands around a document on a web page, told by tag, by name or by wording. */

export const FURNITURE_TAG = /^(?:nav|footer|aside|dialog|menu)$/;

/** Class names and ids of menus, banners, toolbars and the like, as whole names or with a suffix. */
export const FURNITURE_NAME =
  /^(?:(?:main|top|side|sub|left|right|foot|all)?[-_]?(?:nav|menu)(?:bar|list|box)?\d*|navigation|header|page[-_]?head|head[-_]?(?:er|bar|tool)s?|footer.*|foot|bottom[-_]?(?:icon|nav|bar)?|breadcrumbs?|crumbs?|curb|dqwz|position|location|(?:bd|article|content|social)?[-_]?share.*|fenxiang|fxd|qr[-_]?(?:code|container)?.*|(?:content|page)?[-_]?qrcode|ewm.*|erweima|side[-_]?bar.*|search.*|login.*|copyright|tool[-_]?bar|tools|print|dayin|related.*|xgwz.*|xgyd|xgxw.*|info[-_]xgxw.*|xgwj|xgzc|recommend.*|banner\d*|logo|pagination|pager|pagebreak|modal.*|pop[-_]?(?:up|box).*|dialog|back[-_]?top|go[-_]?top|friend[-_]?links?|yqlj|weixin|wechat|comments?|adv?|advert.*|jiucuo|easybtn.*|accessib.*|wza|skip.*|font[-_]?size|set[-_]?font|hotword.*|(?:article|content|page)[-_]?(?:btn|tool|tools|others|extended.*))$/i;

/** Sentences of publishers about themselves, which are no prose of the document. */
export const BOILERPLATE =
  /版权所有|网站标识码|ICP备|公网安备|主办单位?[:：]|承办单位?[:：]|技术支持|建议使用.{0,30}浏览器|扫一扫|二维码|浏览次数|当前位置/;

/** Lines that are furniture wherever they stand. */
const ALWAYS = [
  /^[【［[]?\s*(?:打印(?:本页|页面|文章|此页)?|关闭(?:窗口|本页|页面)?|收藏|下载(?:文字版|图片版|word版|pdf版)?|返回(?:顶部|首页|列表|上一页)?|回到顶部|分享|复制链接|复制|纠错|无障碍(?:阅读|浏览)?|朗读|语音播报|收起|展开|取消)\s*[】］\]]?$/i,
  /^(?:\s*[【［[]\s*(?:打印|关闭|返回|回到|字体|字号|收藏|分享|下载|我要|纠错)[^】］\]]{0,20}[】］\]])+$/,
  /^(?:打印|关闭|收藏|分享|返回|窗口|本页|【|】|\s|\||｜|\/|-)+$/,
  /^分享(?:到|至|文章到)?\s*[:：]?\s*(?:微信|微博|QQ空间?|\s|、)*$/,
  /^[【［[]?\s*(?:浏览|文章|视力保护色|调整)?(?:字体|字号)(?:大小)?\s*[:：]?\s*[【［[]?\s*(?:特大|[超大中小]|[-+]|A\+?-?|默认|\s|\||、)*[】］\]]?$/,
  /^(?:A[+-]?\s*[大中小]?\s*)+$/,
  /^[大中小](?:\s*[大中小]){1,2}$/,
  /^(?:扫一扫|手机扫).{0,20}$/,
  /^(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?\s*[:：]\s*(?:\d+|-)?\s*次?$/,
  /^(?:您?(?:当前)?(?:所在|的)?位置|当前位置)\s*[:：].*$/,
  /^(?:上一[篇条]|下一[篇条])\s*[:：]?.*$/,
  /^(?:扫描|长按).{0,10}二维码.{0,20}$/,
];

/** Lines that are furniture only at the edges of the text, where pages print who put them up and when. */
const AT_EDGES = [
  /^(?:(?:发布|发表|更新)(?:日期|时间)|来\s*源|主\s*题\s*词|关\s*键\s*词|浏览量|文\s*号|作\s*者)\s*[:：]\s*$/,
  /^(?:基本信息|公文信息|文件信息|政策文件|信息详情|正文|详细内容|索引信息)$/,
  /^(?:发布|发表|更新|上传|公开|录入|生成)?(?:日期|时间)\s*[:：]\s*\d{4}.{0,80}$/,
  /^(?:信息|文章|稿件|内容|文件)?来源\s*[:：].{0,60}$/,
  /^(?:责任编辑|编辑|作者|审核|签发|供稿|发布人|撰稿|校对|初审|复审|终审|信息员)\s*[:：].{0,60}$/,
  /^(?:浏览|阅读|点击|访问).{0,40}$/,
  /^\d{4}-\d{1,2}-\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/,
  /^(?:相关|关联)(?:解读|文件|新闻|链接|阅读|政策|稿件|信息|附件|内容).{0,6}$/,
  /^(?:主办|承办|版权所有|网站标识码|联系我们|网站地图|ICP备).*$/,
  /^(?:点击查看|查看|解读)?.{0,10}(?:政策)?解读\s*[:：].{0,100}$/,
  /^[-—|次\s]+次?$/,
];

/** How many lines from either end count as an edge. */
const EDGE = 12;

/** Whether a line of text is no part of the document; `fromStart` and `fromEnd` count lines. */
export function isFurnitureLine(line: string, fromStart: number, fromEnd: number): boolean {
  if (line.length > 160) return false;
  if (ALWAYS.some((pattern) => pattern.test(line))) return true;
  return Math.min(fromStart, fromEnd) < EDGE && AT_EDGES.some((pattern) => pattern.test(line));
}
