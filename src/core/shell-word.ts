/** An argument as a shell takes it: quoted where it holds anything but letters, digits and a few harmless marks. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
