/** What kind of message a question is, told by its words: only what asks about documents is looked up in them. */
import type { AnswerWords } from './words.ts';

/** Kinds of messages. The first four search the documents; each other kind has a fixed reply. */
export type MessageKind =
  | 'policy'
  | 'document'
  | 'deadline'
  | 'procedure'
  | 'small talk'
  | 'thanks'
  | 'personal data'
  | 'opinion'
  | 'crisis'
  | 'abuse'
  | 'orders';

/** The kinds with a fixed reply. */
export type FixedKind = Exclude<MessageKind, 'policy' | 'document' | 'deadline' | 'procedure'>;

interface Rule {
  readonly kind: MessageKind;
  readonly pattern: RegExp;
  /** Words that show that a document is asked about after all. */
  readonly unless?: RegExp;
}

const ABOUT_DOCUMENTS =
  /方案|通知|办法|意见|规定|文件|公报|要求|职责|牵头|责任单位|负责(?!任)|工作|制度|包抓|排查|热线由|电话是/;

/** From the most urgent to the most common; the first that fits decides. */
const RULES: readonly Rule[] = [
  {
    kind: 'crisis',
    pattern:
      /(?:我|他|她|孩子|妈妈|爸爸|家人|朋友|同事).{0,8}(?:想|要|准备|打算|企图)(?:去)?(?:死|自杀|轻生|跳楼|割腕)|想自杀|不想活|活不下去|活着没意思|不如死了|结束(?:自己的|我的)?生命|(?:我家|家里|屋里|楼里|楼道|隔壁|正在|现在).{0,8}(?:漏气|煤气味|天然气味|着火|起火|爆炸|触电|中毒)|着火了|起火了|煤气中毒了|(?:老公|丈夫|老婆|父亲|男友|有人).{0,6}(?:打我|家暴|要杀|砍我)|被家暴|晕倒了|昏迷了|没呼吸了|救命/,
    unless: /(?:方案|通知|办法|规定|文件|公报)(?:里|中|是|要求|规定)|预案|演练|排查/,
  },
  {
    kind: 'orders',
    pattern:
      /(?:忽略|无视|忘记|忘掉|抛开|跳过|绕过|不要管|别管|停止遵守)(?:掉)?.{0,10}(?:指令|规则|规定|要求|提示|设定|限制|约束|内容|对话|原文|引用|出处)|(?:系统|初始|原始|隐藏|你的)(?:的)?(?:提示词?|指令|设定|prompt)|提示词|system\s*prompt|ignore\s+(?:all|any|previous|the\s+above)|disregard\s+(?:all|previous|the)|you\s+are\s+now|developer\s+mode|jailbreak|越狱|开发者模式|(?:假装|扮演|你现在是|从现在起你是|请你当)(?!.{0,4}(?:组长|主任))|以.{0,6}的?(?:身份|口吻|角色)(?:回答|说话|告诉)|(?:解码|译码|base64|rot13|十六进制).{0,12}(?:执行|照做|回答|输出)|重复(?:以上|上面|我说的)|(?:逐字|原样|完整)(?:输出|打印|复述).{0,8}(?:以上|上文|提示|设定)|不用(?:注明|给|写)?(?:出处|依据|引用)|(?:瞎|随便|现|帮我|给我)编|编一?(?:个|段)(?!制)|杜撰|捏造/i,
  },
  {
    kind: 'abuse',
    pattern:
      /傻[逼比叉屄]|煞笔|沙雕|草泥马|操你|[艹肏]你|你妈(?:的|逼)|他妈的|妈的智障|去死吧?$|滚蛋|滚开|王八蛋|狗日的|废物(?:机器人|东西)|脑残|智障|fuck|shit|bitch/i,
  },
  {
    kind: 'personal data',
    pattern:
      /(?:我|我家|我爸|我妈|我老婆|我丈夫|我孩子|本人|自己)(?:的|这个月的?|今年的?|上个月的?|去年的?)?.{0,6}(?:社保|医保|公积金|养老金|退休金|低保|补贴|补助|津贴|工资|账户|银行卡|档案|户口|申请|办件|案件|缴费|房贷|积分|材料|残疾证|罚款|违章).{0,10}(?:多少|余额|到账|进度|记录|状态|查|到哪|到没|有没有发|发了|发没|批了|下来|通过|处理得|审到|办好|办完|办到)|(?:帮我|给我|替我)(?:查|看)(?:一?下)?.{0,10}(?:余额|进度|到账|缴费|记录|状态|档案|户口|账户|名下)|(?:我|本人)(?:的)?(?:身份证|证件|手机)号|查(?:一下|询)?.{2,4}(?:的)?(?:身份证号|家庭住址|银行卡号|户籍信息|婚姻状况|开房记录|行踪|征信)|(?:身份证号|家庭住址|银行卡号|住在哪|家住哪|家庭电话|私人电话|私人手机)(?:码)?(?:是|是多少|告诉|给我|发我|查)/,
    unless:
      /(?:怎么|如何|哪里|在哪|去哪|什么时候|多久).{0,4}(?:查|办|申请|补办)(?!.*余额)|(?:方案|通知|办法|规定|文件)(?:里|中|对|要求|规定)/,
  },
  {
    kind: 'opinion',
    pattern:
      /(?:你|您)(?:个人)?(?:觉得|认为|怎么看|支持|反对|怎么评价|喜欢|站哪|信不信)|(?:评价|评论|点评|吐槽|骂)(?:一下|一?句)|(?:县长|书记|局长|镇长|领导|政府|共产党|党委|官员|干部)(?:们)?(?:好不好|好吗|行不行|贪|腐败|无能|靠谱|是不是(?:贪|坏)|有没有贪)|(?:台湾|香港|西藏|新疆|钓鱼岛|南海).{0,10}(?:独立|问题|怎么看|属于|统一|打仗|战争)|六四|天安门事件|法轮功|习近平.{0,6}(?:怎么样|好不好|下台|身体|评价|接班)|(?:中国|我国)(?:应该|该不该|为什么不)(?:民主|选举|多党)|该不该(?:废除|取消)|(?:这个?|该)(?:政策|规定|文件)(?:合不合理|合理吗|好不好|有用吗|是不是形式主义|公平吗)|谁会(?:当选|上台|升官)|(?:买|炒)(?:哪只|什么)?(?:股票|基金)|(?:房价|股票|油价)(?:会|还会|要)?(?:涨|跌)/,
  },
  {
    kind: 'thanks',
    pattern:
      /^(?:好的?|嗯+|行|知道了|明白了|懂了|收到|谢谢.{0,6}|多谢.{0,4}|感谢.{0,6}|辛苦了?|太好了|厉害|再见|拜拜|88|晚安|不用了|没事了|没有了|就这样)[！!。~～，, ]*(?:谢谢.{0,4})?[！!。~～]*$/,
  },
  {
    kind: 'small talk',
    pattern:
      /^(?:你好+呀?|您好+呀?|hi+|hello|嗨|哈喽|喂|早上好|上午好|中午好|下午好|晚上好|在吗|在不在|有人吗|hey)[！!。~～，,？?\s]*$|(?:你|您).{0,6}心情|心情怎么样|(?:你|您)(?:是谁|叫什么|几岁|多大了?|是(?:人|机器人|ai|真人)|会(?:做|干)?什么|能(?:做|干|帮我做)(?:些)?什么|有什么用|吃饭了|结婚|有女朋友|在干嘛)|讲(?:一?个|段)?(?:笑话|故事|段子)|唱(?:一?首)?歌|(?:写|作)(?:一?首|个)(?:诗|歌|小说|作文|情书)|(?:今天|明天|后天|现在|外面)(?:的)?(?:天气|气温|下雨|下雪)|天气(?:怎么样|如何|预报)|现在几点|今天(?:星期几|几号|周几)|陪我聊|无聊|翻译(?:一下|成)|推荐(?:一?部|一?个|点)?(?:电影|歌|餐厅|饭店|小说|游戏)|世界杯|彩票|星座|算命/i,
    unless: /制度|方案|通知|气候宜居|预警|公报|文件/,
  },
  {
    kind: 'deadline',
    pattern:
      /快到期|即将到期|(?:哪些|什么)(?:事项|任务|工作).{0,6}(?:到期|截止|逾期)|订阅|提醒我|到期提醒|催办|倒计时/,
  },
  {
    kind: 'document',
    pattern:
      /[〔[（(]\s*(?:19|20)\d\d\s*[〕\])）]\s*\d+\s*号|(?:哪|什么|那|这)(?:个|份|些|几份)?(?:文件|通知|方案|办法|公报)|(?:找|查)(?:一下)?.{0,16}(?:文件|通知|方案|原文|全文)|文号|发文字号/,
  },
  {
    kind: 'procedure',
    pattern:
      /(?:怎么|如何|怎样|咋)(?:申请|办理?|报名|领取?|补办|申报|登记|查询|缴费|缴纳|注册)|(?:需要|要)(?:什么|哪些|带什么|准备什么)(?:材料|手续|证件|条件)|办事指南|去哪(?:里|儿)?(?:办|申请|领|交)|在哪(?:里|儿)?(?:办|申请|领|交)|流程|手续/,
  },
];

/** The kind of a message: `燃气排查哪天截止？` asks about policy, `我不想活了` is a crisis. */
export function routeMessage(text: string): MessageKind {
  const fits = ({ pattern, unless }: Rule) => pattern.test(text) && unless?.test(text) !== true;
  const kind = RULES.find(fits)?.kind ?? 'policy';
  const isSoft = kind === 'opinion' || kind === 'abuse';
  return isSoft && ABOUT_DOCUMENTS.test(text) && !/你|您/.test(text) ? 'policy' : kind;
}

/** The fixed reply of a kind, or null for those that search the documents. */
export function fixedReply(kind: MessageKind, words: AnswerWords): string | null {
  switch (kind) {
    case 'policy':
    case 'document':
    case 'deadline':
    case 'procedure':
      return null;
    case 'small talk':
      return words.greeting();
    default:
      return words.fixed(kind);
  }
}
