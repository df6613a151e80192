import type { ScoreView } from '../../../model/report.ts';
import { useModel } from '../../app/model.ts';
import { count } from '../../../../words/count.ts';

/** Numbers mean little alone: beside them the same for cuts that nobody needs a tool for. */
export function Scores() {
  const { cut } = useModel();
  if (cut.scores.length === 0) return null;
  return (
    <section class="card wide" aria-label="Scores">
      <h2>Scores</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="Table of scores">
        <table>
          <thead>
            <tr>
              <th scope="col">Score</th>
              <th scope="col" class="number">
                This cut
              </th>
              <th scope="col" class="number">
                Do nothing
              </th>
              <th scope="col" class="number">
                By folder
              </th>
              <th scope="col">Better is</th>
              <th scope="col">Meaning</th>
            </tr>
          </thead>
          <ScoreRows />
        </table>
      </div>
    </section>
  );
}

const BETTER: Readonly<Record<ScoreView['better'], string>> = {
  higher: '▲ higher',
  lower: '▼ lower',
  neither: '–',
};

export function shown(value: number | undefined): string {
  if (value === undefined) return '–';
  return Number.isInteger(value) ? count(value) : value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}

function ScoreRows() {
  const { cut } = useModel();
  return (
    <tbody>
      {cut.scores.map((score) => (
        <tr key={score.name}>
          <th scope="row">{score.label}</th>
          <td class="number strong">{shown(score.value)}</td>
          <td class="number">{shown(score.doNothing)}</td>
          <td class="number">{shown(score.folders)}</td>
          <td>{BETTER[score.better]}</td>
          <td class="muted">{score.meaning}</td>
        </tr>
      ))}
    </tbody>
  );
}
