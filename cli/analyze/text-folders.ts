/** Folders of at least so many languages hold texts for people, and not code that could be split. */
const FEWEST = 3;
/** So much of such a folder is languages; the rest puts them together. */
const SHARE = 0.8;
const LANGUAGE = /^[a-z]{2}(?:[-_](?:[A-Za-z]{2}|[A-Za-z]{4}))?$/u;

/** Folders whose own folders or files are called after languages, English among them, with how many: `locales/de/…`, `i18n/fr.ts`. */
export function textFolders(modules: readonly string[]): Map<string, number> {
  const children = new Map<string, Map<string, number>>();
  for (const module of modules) {
    const names = module.split('/');
    for (let at = 1; at < names.length; at++) {
      const folder = names.slice(0, at).join('/');
      const tally = children.get(folder) ?? new Map<string, number>();
      const child = names[at]!.replace(/\..*$/u, '');
      children.set(folder, tally.set(child, (tally.get(child) ?? 0) + 1));
    }
  }
  return new Map(
    [...children].flatMap(([folder, tally]) => {
      const languages = [...tally].filter(([name]) => LANGUAGE.test(name));
      const all = sum([...tally.values()]);
      const isTexts =
        languages.length >= FEWEST &&
        languages.some(([name]) => /^en\b/u.test(name.replace('_', '-'))) &&
        sum(languages.map(([, count]) => count)) >= SHARE * all;
      return isTexts ? [[folder, languages.length] as const] : [];
    }),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
