import { renderComparisonMarkdown } from '../../compare/render-comparison-markdown.ts';
import { markdownText } from '../escape/markdown-text.ts';
import { mermaid } from '../formats/mermaid.ts';
import type { System } from '../system/system.ts';
import type { TextFormat } from '../text-format.ts';
import { scoreLines } from './score-lines.ts';
import { dataLines, roadmapLines, serviceLines, sharedLines } from './section-lines.ts';
import { count } from '../../../words/count.ts';

/** A summary for a pull request or a job summary: the verdict first, what it rests on folded away. */
export const markdown: TextFormat = {
  name: 'markdown',
  file: 'report.md',
  says: 'a summary for a pull request',
  render: (system) => {
    const lines = [
      ...(system.comparison ? [renderComparisonMarkdown(system.comparison)] : []),
      `## Services proposed for ${markdownText(system.name)}`,
      '',
      `**${system.verdict.headline}.** ${markdownText(system.verdict.summary, 300)}`,
      '',
      ...system.verdict.reasons.map((reason) => `- ${markdownText(reason, 300)}`),
      '',
      ...scoreLines(system),
      ...section(`Services (${count(system.services.length)})`, serviceLines(system)),
      ...section('Map', mapLines(system)),
      ...section('Data and transactions', dataLines(system)),
      ...section('Roadmap', roadmapLines(system)),
      ...section('Shared kernel and composition roots', sharedLines(system)),
      ...section(
        'Blind spots',
        system.blindSpots.map((spot) => `- ${markdownText(spot, 300)}`),
      ),
    ];
    return `${lines.join('\n').trimEnd()}\n`;
  },
};

function mapLines(system: System): string[] {
  return system.services.length === 0 ? [] : ['```mermaid', mermaid.render(system).trimEnd(), '```'];
}

/** Folded, since a pull request is read for its first lines. */
function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return ['', '<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>'];
}
