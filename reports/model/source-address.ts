/** Schemes that open an editor or a repository; `javascript:` and `data:` are not among them. */
const SCHEMES =
  /^(?:https?|file|vscode|vscode-insiders|vscodium|cursor|windsurf|zed|idea|jetbrains|txmt|subl):/iu;

/** Whether links may be made with this template. */
export function isSourceTemplate(template: string): boolean {
  return SCHEMES.test(template);
}

/**
 * The address of a line of source: `{path}` and `{line}` of the template are filled in; a template without them is a
 * prefix, as of GitHub and GitLab. The path is encoded, so that a name can never leave its place in the address.
 */
export function sourceAddress(template: string, path: string, line = 1): string {
  const encoded = path.split('/').map(encodePart).join('/');
  if (!template.includes('{path}')) return `${template.replace(/\/$/u, '')}/${encoded}#L${line}`;
  return template.replaceAll('{path}', () => encoded).replaceAll('{line}', String(line));
}

function encodePart(part: string): string {
  return encodeURIComponent(part.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(/^\.{1,2}$/u, (dots) =>
    dots.replaceAll('.', '%2E'),
  );
}
