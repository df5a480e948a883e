import { scopeOfRole } from '../../retrieval/access.ts';
import { type DocumentFilter, filterDocuments } from '../../retrieval/document-filter.ts';
import type { CommandParts, CommonOptions } from '../cli.ts';

const VALIDITY = { 'in force': '有效', expired: '已失效', repealed: '已废止', unstated: '未载明有效期' };

/** `gongbao documents [--year Y] [--issuer NAME] [--theme NAME] [--validity WORD]` */
export async function documentsCommand(
  options: CommonOptions & DocumentFilter,
  { open, console }: CommandParts,
): Promise<void> {
  const library = open(options.data);
  try {
    const documents = await library.assistant.documents(scopeOfRole(options.role), options.now());
    for (const document of filterDocuments(documents, options)) {
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
