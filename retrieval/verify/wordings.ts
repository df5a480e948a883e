/**
 * Words that decide what a statement may leave out of its source and what it may add. All patterns read the
 * `shape` of atoms: folded text without marks, figures as `#`, document numbers as `n`.
 */

/** Words that turn what follows into its opposite: they must not stand in what a statement leaves out. */
export const BARS =
  /不|未|无|没有|免|勿|禁|杜绝|防止|防范|避免|遏|取消|废止|停止|暂停|暂缓|拒绝|除|例外|失效|撤销|否则|谣|网传|声称|谎称|误传|不实|假装|告诉/g;

/** Compounds in which 不, 无 and their like bar nothing. They are kept or left out whole. */
export const COMPOUNDS =
  /不断|不同|不仅|不但|不良|不动产|不少于|不低于|不超过|不高于|不大于|不小于|不多于|不折不扣|不忘|不论|不管|不懈|不定期|不法|不[一1]|不等|不足|不可抗|未来|未成年人?|无人机|无害化?|无障碍|无偿|无线|无缝|无论|免疫|除险|除雪|清除|消除|扫除|解除|拆除|除了|非常|非遗|可持续|可靠|可支配/g;

/** Words that narrow or soften what stands beside them. */
export const LIMITS =
  /不少于|不低于|不超过|不高于|不大于|不小于|不多于|不足|至少|至多|最多|最少|最高|最低|超过|超出|以上|以下|以内|以外|以前|以后|之前|之后|之内|之外|(?<=[日月年天周时季度#底末])[前后内外起止]|仅(?!仅)|只|方可|才能|每|副|(?<!公|或)或|力争|争取|拟|预计|原则上|鼓励|优先|暂行|约(?=#)|大约|近(?=#)|左右|逾|若(?!干)|如果|如有|(?<![认许])可(?!持|靠|支|推|复|再生|视|操作)|允许|连续|累计|首次|新增|其中|人均|同比|环比|非(?!常|遗)|原(?=.{0,8}[局办委])|代理/g;

/** Words that a writer may add, since they say nothing by themselves. */
const FILLERS = `的 了 地 得 是 为 在 于 由 和 与 及 以及 并 并且 而 且 将 对 对于 关于 按 按照 根据 依据 依照 同时 此外 另外 具体 具体来说 具体为 具体是
  也就是说 简单来说 总的来说 换句话说 即 分别 分别是 分别为 如下 包括 包含 主要 主要包括 主要有 规定 要求 明确 明确要求 明确规定 提出 指出 文件 文件规定 通知 方案 方案规定 方案要求 办法 本方案 本办法 本通知
  相关 有关 有关规定 内容 情况 要 需 应 会 请 您 您好 时 则 就 也 都 还 还要 还需 进行 开展 做好 工作 方面 期间 过程中 所 以 等 等等 因此 所以 因而 综上 注意 请注意 需注意 需注意的是 需要注意的是 值得注意的是 提醒 温馨提示
  回答 答 答复 结论 原文 原文为 原文写明 表中 表格中 附件中 清单中 列明 载明 写明 显示 可知 可见 由此 目标 目标是 目标为 时间 时间为 时间是 日期 日期为 日期是 期限 期限为 名称 名称为 数量 数量为 共 共有 一共 总共 有 设有 指 是指 属于 当地
  第一 第二 第三 首先 其次 再次 最后 一是 二是 三是 四是 五是 一方面 另一方面 介绍 说明 如需 参考 供参考 参见 详见 见 来自 出自 来源 来源于 依据是 依据为 到 达到 达 我县 本县 答案 答案是 答案为 问题 针对`;

/** Pronouns: they point at something said before, so what follows must not leave its own subject out. */
const POINTERS =
  '其 该 此 这 那 该项 这项 此项 它们 他们 上述 该县 该单位 该部门 这些 该目标 该指标 其目标 该工作 该项目 该政策 该文件 该补贴';

const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

export const FILLER_WORDS = wordsOf(FILLERS);
export const POINTER_WORDS = wordsOf(POINTERS);
/** Characters of the longest filler or pointer. */
export const LONGEST_FILLER = Math.max(...[...FILLER_WORDS, ...POINTER_WORDS].map((word) => word.length));

/** What a duty is called in documents and in answers: the label's root, then the verbs that say the same. */
export const ROLES: readonly { readonly root: string; readonly verbs: readonly string[] }[] = [
  { root: '牵头', verbs: ['牵头', '牵头负责', '牵头实施', '牵头落实'] },
  { root: '责任', verbs: ['负责', '负责落实', '负责实施', '承担', '承担责任', '落实'] },
  { root: '配合', verbs: ['配合', '配合实施', '协同配合'] },
  { root: '包抓', verbs: ['包抓', '负责包抓'] },
];
