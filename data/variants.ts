/**
 * Variant and traditional characters that scanned official texts print for the standard ones (通用规范汉字).
 * Only pairs whose meaning is the same wherever they stand in such texts.
 */
const PAIRS =
  '涇泾 淸清 爲为 眞真 歷历 曆历 裡里 裏里 麵面 衆众 羣群 峯峰 啟启 啓启 強强 於于 竝并 並并 併并 鎮镇 鄉乡 縣县 區区 廳厅 辦办 發发 號号 關关 實实 務务 業业 農农 產产 國国 會会 員员 長长 東东 車车 電电 話话 單单 項项 條条 標标 準准 對对 應应 當当 門门 開开 間间 時时 書书 個个 後后 從从 來来 學学 習习 總总 經经 濟济 護护 氣气 環环 質质 檢检 驗验 證证 據据 報报 資资 補补 貼贴 動动 態态 導导 領领 責责 體体 衛卫 醫医 療疗 藥药 殘残 養养 險险';

const TABLE: ReadonlyMap<string, string> = new Map(
  PAIRS.split(' ').flatMap((pair): [string, string][] => {
    const [from = '', to = ''] = [...pair];
    return from === to ? [] : [[from, to]];
  }),
);

/** Standard characters for variant ones, one for one, so that offsets stay: 涇源县 → 泾源县. */
export function foldVariants(text: string): string {
  let folded = '';
  for (const char of text) folded += TABLE.get(char) ?? char;
  return folded;
}
