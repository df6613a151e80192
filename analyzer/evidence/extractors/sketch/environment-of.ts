/** Environment variables that a text names, in the order of first use. A name in a comment counts too: nobody pays for it. */
export function environmentOf(text: string): { name: string; line: number }[] {
  if (!text.includes('process.env')) return [];
  const found = new Map<string, { name: string; line: number }>();
  let line = 1;
  let counted = 0;
  for (const { index, groups } of text.matchAll(VARIABLE)) {
    const name = groups?.['dotted'] ?? groups?.['quoted'];
    if (name === undefined || found.has(name)) continue;
    for (let at = text.indexOf('\n', counted); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) {
      line += 1;
      counted = at + 1;
    }
    found.set(name, { name, line });
  }
  return [...found.values()];
}

const VARIABLE =
  /\bprocess\.env(?:\?\.|\.)?(?:(?<=\.)(?<dotted>[A-Za-z_]\w*)|\[(?<quote>['"`])(?<quoted>[A-Za-z_]\w*)\k<quote>\])/gu;
