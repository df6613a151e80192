import { useModel } from '../../app/model.ts';
import { scoresOf } from '../../../model/scores-of.ts';
import { shown } from '../overview/Scores.tsx';

/** Every score before and after, with its direction in a sign and a word. */
export function ScoreChange() {
  return (
    <section class="card" aria-label="Scores before and after">
      <h2>Scores</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Score</th>
            <th scope="col" class="number">
              Before
            </th>
            <th scope="col" class="number">
              After
            </th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          <Rows />
        </tbody>
      </table>
      <p class="muted">
        By the formulas of the analyzer. Scores that need the history or the use cases are not shown, since
        this page does not carry them.
      </p>
    </section>
  );
}

function Rows() {
  const { whatIf } = useModel();
  const { before, after } = whatIf();
  const old = new Map(
    scoresOf({ ...before.scores, cutTransactions: before.measures.cutTransactions }, []).map((score) => [
      score.name,
      score.value,
    ]),
  );
  const scores = scoresOf({ ...after.scores, cutTransactions: after.measures.cutTransactions }, []);
  return (
    <>
      {scores.map(({ name, label, value, better }) => (
        <tr key={name}>
          <th scope="row">{label}</th>
          <td class="number">{shown(old.get(name))}</td>
          <td class="number strong">{shown(value)}</td>
          <td>
            <Judgement change={value - (old.get(name) ?? value)} better={better} />
          </td>
        </tr>
      ))}
    </>
  );
}

function Judgement({ change, better }: { change: number; better: 'higher' | 'lower' | 'neither' }) {
  if (Math.abs(change) < 1e-9) return <span class="muted">same</span>;
  const sign = change > 0 ? '▲' : '▼';
  if (better === 'neither') return <span>{sign}</span>;
  const isBetter = change > 0 === (better === 'higher');
  return (
    <span class={isBetter ? 'is-better' : 'is-worse'}>{`${sign} ${isBetter ? 'better' : 'worse'}`}</span>
  );
}
