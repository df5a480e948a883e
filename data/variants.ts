/**
 * Variant and traditional characters that scanned official texts print for the standard ones (通用规范汉字).
 * Only pairs whose meaning is the same wherever they stand in such texts.
 */
const PAIRS =
  '涇泾 淸清 爲为 眞真 歷历 曆历 裡里 裏里 麵面 衆众 羣群 峯峰 啟启 啓启 強强 於于 竝并 並并 併并 鎮镇 鄉乡 縣县 區区 廳厅 辦办 發发 號号 關关 實实 務务 業业 農农 產产 國国 會会 員员 長长 東东 車车 電电 話话 單单 項项 條条 標标 準准 對对 應应 當当 門门 開开 間间 時时 書书 個个 後后 從从 來来 學学 習习 總总 經经 濟济 護护 氣气 環环 質质 檢检 驗验 證证 據据 報报 資资 補补 貼贴 動动 態态 導导 領领 責责 體体 衛卫 醫医 療疗 藥药 殘残 養养 險险 馀余 這这 們们 與与 為为 無无 現现 見见 規规 視视 觀观 訊讯 計计 訂订 記记 討讨 訓训 設设 許许 訴诉 診诊 評评 認认 該该 詳详 語语 誠诚 誤误 說说 説说 課课 調调 談谈 請请 論论 識识 議议 讓让 財财 貨货 貸贷 費费 資资 賠赔 賬账 購购 贈赠 軍军 軟软 輕轻 較较 輸输 轄辖 轉转 辭辞 邊边 遷迁 選选 還还 鄰邻 醜丑 釋释 針针 銀银 銷销 錄录 錢钱 錯错 鍵键 鐵铁 閉闭 閱阅 隊队 階阶 際际 隨随 雙双 雜杂 離离 難难 雲云 靈灵 靜静 頁页 順顺 須须 預预 頒颁 頻频 題题 額额 願愿 類类 顯显 飯饭 飲饮 館馆 馬马 駐驻 騎骑 驅驱 鬥斗 魚鱼 鳥鸟 麗丽 黃黄 點点 黨党 齊齐 齡龄 龍龙 義义 習习 聯联 聲声 職职 聽听 肅肃 腦脑 臨临 舉举 舊旧 節节 範范 築筑 籌筹 約约 級级 紀纪 純纯 紙纸 細细 終终 組组 結结 給给 統统 絕绝 綜综 綠绿 維维 網网 線线 緊紧 緒绪 編编 緩缓 練练 縮缩 績绩 織织 繼继 續续 罰罚 罷罢 優优 儲储 債债 傳传 價价 倉仓 倫伦 偵侦 側侧 備备 兒儿 兩两 內内 冊册 凍冻 則则 創创 劃划 劇剧 勞劳 勢势 勵励 勸劝 協协 參参 嚴严 團团 圖图 園园 執执 堅坚 報报 場场 壓压 壞坏 壯壮 夾夹 奪夺 奮奋 婦妇 孫孙 寧宁 審审 寫写 導导 將将 尋寻 屬属 層层 島岛 帥帅 師师 帳账 幣币 幫帮 廠厂 廣广 廢废 張张 彈弹 徑径 復复 德德 徵征 憂忧 態态 慮虑 慶庆 憑凭 懷怀 擁拥 擇择 擊击 據据 擔担 擴扩 攔拦 敗败 敵敌 數数 斷断 暫暂 曉晓 會会 極极 構构 槍枪 樓楼 樣样 樹树 橋桥 機机 檔档 權权 歐欧 歡欢 歲岁 歸归 殺杀 決决 況况 減减 測测 湯汤 溝沟 滅灭 滿满 漁渔 潔洁 潛潜 澤泽 災灾 熱热 燃燃 爭争 爾尔 牆墙 獎奖 獨独 獲获 獻献 瑪玛 畝亩 畢毕 畫画 異异 當当 疊叠 瘋疯 發发 盜盗 監监 盤盘 碼码 確确 礎础 禮礼 禍祸 種种 稱称 穩稳 積积 窮穷 競竞 筆笔 簡简 簽签 糧粮';

const TABLE: ReadonlyMap<string, string> = new Map(
  PAIRS.split(' ').flatMap((pair): [string, string][] => {
    const [from = '', to = ''] = [...pair];
    return from === to ? [] : [[from, to]];
  }),
);

const VARIANT = new RegExp(`[${[...TABLE.keys()].join('')}]`, 'g');

/** Standard characters for variant ones, one for one, so that offsets stay: 涇源县 → 泾源县. */
export function foldVariants(text: string): string {
  return text.replace(VARIANT, (char) => TABLE.get(char) ?? char);
}
