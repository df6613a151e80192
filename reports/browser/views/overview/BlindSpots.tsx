import { coverageOf } from '../../../model/coverage-of.ts';
import { visible } from '../../../model/visible.ts';
import { percent } from '../../../model/percent.ts';
import { count } from '../../../../words/count.ts';
import { plural } from '../../../../words/plural.ts';
import { useModel } from '../../app/model.ts';

const SEVERITY = { high: '▲ high', medium: '● medium', low: '○ low' } as const;

export function BlindSpots() {
  const { page } = useModel();
  const { skipped, blindSpots } = coverageOf(page.source);
  return (
    <section class="card wide" aria-label="Coverage and blind spots">
      <h2>Can I trust it? Coverage and blind spots</h2>
      <CoverageFacts />
      {blindSpots.length === 0 ? <p>Nothing that was looked for stayed unread.</p> : null}
      <ul class="spots">
        {blindSpots.map(({ title, detail, severity }) => (
          <li key={title}>
            <span class={`severity is-${severity}`}>{SEVERITY[severity]}</span>
            <span>
              <b>{visible(title)}.</b> <span class="muted breaks">{visible(detail)}</span>
            </span>
          </li>
        ))}
      </ul>
      {skipped.length > 0 ? (
        <p class="muted">
          Set aside:{' '}
          {skipped.map(({ reason, count: files }) => plural(files, reason.concat(' file'))).join(', ')}.
        </p>
      ) : null}
    </section>
  );
}

function CoverageFacts() {
  const { page } = useModel();
  const { resolved, imports, history, skipped } = coverageOf(page.source);
  return (
    <dl class="facts">
      <div>
        <dt>imports followed</dt>
        <dd>{percent(resolved)}</dd>
      </div>
      <div>
        <dt>imports</dt>
        <dd>{count(imports.total)}</dd>
      </div>
      <div>
        <dt>commits read</dt>
        <dd>{history.available ? count(history.commits) : 'none'}</dd>
      </div>
      <div>
        <dt>files set aside</dt>
        <dd>{count(skipped.reduce((sum, each) => sum + each.count, 0))}</dd>
      </div>
    </dl>
  );
}
