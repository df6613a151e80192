/**
 * A name from analysed code as one short line for a person: controls, line ends, bidirectional overrides and other
 * invisible characters become U+FFFD, so that nothing hides and nothing starts a line of its own (CVE-2021-42574).
 * It is not yet safe in any one format: each has its own escaping on top.
 */
export function label(name: string, most = 80): string {
  const line = name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, '\u{fffd}').trim();
  const characters = Array.from(line);
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}
