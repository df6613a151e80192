import { label } from '../escape/label.ts';
import type { SystemService } from '../system/system.ts';
import type { TextFormat } from '../text-format.ts';
import { plural } from '../../../words/plural.ts';
import { strongestLinks } from './strongest-links.ts';
import { count } from '../../../words/count.ts';

/** Mermaid's default `maxTextSize` is 50,000 characters: 300 services of this size fit with their links. */
const MOST_SERVICES = 200;

/** A flow chart of services, for pages that draw Mermaid (GitHub, GitLab, Notion …). */
export const mermaid: TextFormat = {
  name: 'mermaid',
  file: 'services.mmd',
  says: 'a flow chart that GitHub and GitLab draw in Markdown',
  render: (system) => {
    const services = system.services.slice(0, MOST_SERVICES);
    const ids = new Map(services.map(({ name }, index) => [name, `s${index}`]));
    const links = system.links.filter(({ from, to }) => ids.has(from) && ids.has(to));
    const { shown, left } = strongestLinks(links);
    const omitted = [
      ...(left > 0 ? [`%% ${plural(left, 'weaker link')} left out`] : []),
      ...(services.length < system.services.length
        ? [
            `%% ${count(system.services.length - services.length)} of ${count(system.services.length)} services left out`,
          ]
        : []),
    ];
    const lines = [
      'flowchart LR',
      ...omitted.map((line) => `  ${line}`),
      ...services.map((service) => `  ${ids.get(service.name)}["${caption(service)}"]`),
      ...shown.map(({ from, to, uses }) => `  ${ids.get(from)} -->|${count(uses)}| ${ids.get(to)}`),
    ];
    return `${lines.join('\n')}\n`;
  },
};

function caption({ name, modules, owns }: SystemService): string {
  const facts = [plural(modules, 'module'), ...(owns.length > 0 ? [plural(owns.length, 'table')] : [])];
  return `${escape(label(name, 60))}<br/>${facts.join(', ')}`;
}

/**
 * Mermaid's own character references; what is not plainly harmless is written so (mark-up, ends of strings). A backslash
 * has no safe form, since a decoded `\\n` ends a line: it is shown by its full-width twin.
 */
function escape(text: string): string {
  return text
    .replaceAll('\\', '\u{ff3c}')
    .replace(/[^\p{L}\p{N} .,_/-]/gu, (character) => `#${character.codePointAt(0)};`);
}
