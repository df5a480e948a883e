/** Whether a document is in force is answered by what it says of its own term, and by no other 有效期 in it. */
import type { Database } from '../data/database.ts';
import { readPassages } from '../data/passages.ts';
import type { Candidate } from '../data/types.ts';
import type { Query } from './query.ts';
import { type Unit, unitsOf } from './units.ts';

const ASKED =
  /(?:还|仍|现在|目前|依然|依旧).{0,6}(?:有效|管用|算数|能用|作数|执行|生效)|(?:是否|是不是|有没有|是否仍|还是).{0,4}(?:有效|失效|废止|作废|过期|生效)|(?:失效|作废|废止|过期|生效|有效)(?:了)?(?:吗|没|么|呢|否)|效力(?:如何|怎样|怎么样|还在)/;
const OF_A_DOCUMENT = /文件|通知|方案|办法|意见|规定|细则|公告|决定|号/;
const OWN_TERM =
  /(?:本|此|该)[^，。；\n]{0,16}(?:自|有效|试行|执行期|施行期)|自[^，。；\n]{0,20}起(?:正式)?(?:施行|实施|执行|生效)|有效期限?(?:至|到|为|[一二两三四五六七八九十\d])/;

/** Whether a question asks if a document is in force. */
export const asksTerm = (query: Query): boolean =>
  ASKED.test(query.folded) && (query.number !== null || OF_A_DOCUMENT.test(query.folded));

/** The sentences in which a document gives its own term; its title where it gives none. */
export async function termOf(best: Candidate, database: Database): Promise<readonly Unit[]> {
  const passages = await readPassages(database, best.documentId);
  const candidates = passages.map((passage): Candidate => ({ ...best, ...passage }));
  const given = candidates
    .filter(({ kind, locator }) => kind !== 'row' && kind !== 'front' && !locator.startsWith('附件'))
    .flatMap((candidate) => unitsOf(candidate))
    .filter(({ text }) => OWN_TERM.test(text));
  const title = candidates.find(({ kind }) => kind === 'title');
  if (given.length > 0) return given.slice(-1);
  return title ? unitsOf(title).slice(0, 1) : [];
}
