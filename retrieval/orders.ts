/**
 * Words that no official document contains: they speak to a machine. Passages with such words are neither shown
 * to a model nor quoted. This is a second line; what keeps orders from being carried out is the verifier.
 * None of 313 notices of other offices and of the sample gazette is hit.
 */
const TO_MACHINES = new RegExp(
  [
    '(?<!不得|严禁|禁止|防止)(?:忽略|无视|忘记|忘掉|跳过|绕过)掉?.{0,6}(?:以上|上文|之前|前面|所有|条款|系统).{0,4}(?:规则|指令|提示|设定|限制|要求|内容)?',
    '系统管理员指令|系统提示词|你的(?:系统)?提示词|开发者模式|越狱模式|没有限制,?请',
    '(?:从现在起|现在起?),?你(?:是|就是|将)|你(?:必须|要|应当)(?:直接)?(?:回答|输出|扮演|说)|你没有限制|你是(?:一个|一名|县长|局长|机器人)',
    '(?:^|[,。:;])(?:请)?(?:直接|逐字|原样|一律|重复)?(?:回答|输出|重复|翻译|扮演|假装|声称)(?=[:“"一]|用户|我说|成|今天|该文件|以上|全文|[A-Z])',
    '假装今天|重复我说的话|请说明:|告诉用户|转告用户|不要(?:引用|注明|给出)出处|用户已获授权|请(?:解码|倒过来读)后?(?:执行|并?照做)|请解码|倒过来读|请扮演它',
    '<\\/?(?:条款|问题|script|system)|<\\|im_|"role":|ignore(?:all|the|any|previous)|\\bsystem:|youarenow|###新指令|【管理员】|权威条款',
    '以(?:诗歌|HTML|第一人称)|用第一人称|(?:在)?回答(?:末尾|里加)|答案里加|上一轮回答|(?:英文|中文)(?:回答|输出)|(?:后|,)再回答|回答时把|把.{1,20}(?:说成|改写成)|把.{2,6}单位写成|再复述条款',
    '条款的?id|告诉我.{2,12}(?:身份证号|家庭住址)|输出(?:内部文件|一个JSON)|若有人问.{0,6}一律|攻击.{2,4}的话|请(?:给出.{0,8}虚假|删除关于)',
  ].join('|'),
  'iu',
);

/** Without one of these no pattern above can fit: most texts are passed over at a fraction of the cost. */
const GATE =
  /[<|]|你|回答|输出|用户|假装|声称|扮演|忽略|无视|忘[记掉]|跳过|绕过|提示词|开发者|越狱|限制|role|ignore|system|youare|指令|管理员|出处|解码|倒过来|条款|诗歌|HTML|人称|答案里|说成|写成|告诉|说明:|重复|翻译|有人问|攻击|虚假|删除/i;

/** Whether a text speaks to a machine instead of to offices and people. */
export function speaksToMachines(text: string): boolean {
  const bare = text.normalize('NFKC').replace(/[\p{Cf}\s]/gu, '');
  return GATE.test(bare) && TO_MACHINES.test(bare);
}
