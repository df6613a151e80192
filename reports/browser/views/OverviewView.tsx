import { verdictOf } from '../../model/verdict-of.ts';
import { visible } from '../../model/visible.ts';
import { plural } from '../../../words/plural.ts';
import { useModel } from '../app/model.ts';
import { Arguments } from './overview/Arguments.tsx';
import { BlindSpots } from './overview/BlindSpots.tsx';
import { Scores } from './overview/Scores.tsx';
import { Sizes } from './overview/Sizes.tsx';

/** The message first, then how sure it is, then what to argue about. */
export function OverviewView() {
  const { cut, page } = useModel();
  const { codebase, dependencies, endpoints, entities } = page.source;
  const verdict = verdictOf(page.source.verdict, cut);
  return (
    <div class="overview">
      <section class={`verdict is-${verdict.advice}`} aria-label="Verdict">
        <p class="eyebrow">Verdict</p>
        <p class="headline">{verdict.headline}</p>
        <p class="summary">{verdict.summary}</p>
        <ul>
          {verdict.reasons.map((reason) => (
            <li key={reason}>{visible(reason)}</li>
          ))}
        </ul>
        <p class="muted">
          Read from {plural(page.source.modules.length, 'module')}, {plural(codebase.lines, 'line')},{' '}
          {plural(dependencies.length, 'dependency', 'dependencies')}, {plural(endpoints.length, 'endpoint')}{' '}
          and {plural(entities.length, 'entity', 'entities')}.
        </p>
      </section>
      <Arguments />
      <Sizes />
      <Scores />
      <BlindSpots />
    </div>
  );
}
