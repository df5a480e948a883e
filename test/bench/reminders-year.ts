export async function benchYear(_path: string, _folder: string): Promise<void> {}
