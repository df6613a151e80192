/** The key of a configuration that leaves out what these globs take, on one line where it fits. */
export function excludeLines(globs: readonly string[], columns: number): string[] {
  const quoted = globs.map((glob) => `'${glob.replaceAll("'", "''")}'`);
  const line = `exclude: [${quoted.join(', ')}]`;
  return line.length <= columns ? [line] : ['exclude:', ...quoted.map((glob) => `  - ${glob}`)];
}
