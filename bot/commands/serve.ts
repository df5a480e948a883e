import type { CommandParts, CommonOptions } from '../cli.ts';

/** `gongbao serve` */
export async function serveCommand(
  _options: CommonOptions & { readonly host: string; readonly port: number },
  _parts: CommandParts,
): Promise<void> {}
