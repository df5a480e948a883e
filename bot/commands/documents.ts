import { scopeOfRole } from '../../retrieval/access.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';

const VALIDITY = { 'in force': '有效', expired: '已失效', repealed: '已废止', unstated: '未载明有效期' };

/** `gongbao documents` */
export async function documentsCommand(
  options: CommonOptions,
  { open, console }: CommandParts,
): Promise<void> {
  const library = open(options.data);
  try {
    for (const document of await library.assistant.documents(scopeOfRole(options.role), options.now())) {
      const { documentNumber, title, issuers, issuedOn, validity } = document;
      const line = [
        documentNumber ?? '（无文号）',
        title,
        issuers.join('、'),
        issuedOn ?? '',
        VALIDITY[validity],
      ];
      console.out(options.json ? `${JSON.stringify(document)}\n` : `${line.join('\t')}\n`);
    }
  } finally {
    await library.close();
  }
}
