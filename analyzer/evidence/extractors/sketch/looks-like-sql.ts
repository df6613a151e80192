const SQL =
  /^\s*(?:--[^\n]*\n\s*)*\(?\s*(select|insert|update|delete|with|create|alter|drop|merge|replace|begin|start|commit|truncate|lock|call)\b/iu;

/** Begins as SQL does, in one case throughout: `Update your profile` is prose. A parser has the last word. */
export function looksLikeSql(text: string): boolean {
  if (text === '') return false;
  const verb = SQL.exec(text)?.[1];
  return verb !== undefined && (verb === verb.toUpperCase() || verb === verb.toLowerCase());
}
