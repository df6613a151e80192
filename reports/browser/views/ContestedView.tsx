import { useState } from 'preact/hooks';
import type { ContestedModule, Pull } from '../../model/report.ts';
import { visible } from '../../model/visible.ts';
import { count } from '../../../words/count.ts';
import { plural } from '../../../words/plural.ts';
import { useModel } from '../app/model.ts';
import { Filter } from '../parts/Filter.tsx';
import { ModuleName } from '../parts/ModuleName.tsx';
import { More } from '../parts/More.tsx';
import { ServiceName } from '../parts/ServiceName.tsx';

export function ContestedView() {
  const { cut } = useModel();
  const [query, setQuery] = useState('');
  if (cut.contested.length === 0) return <p class="empty">No module of this cut is contested.</p>;
  const word = query.trim().toLowerCase();
  const shown = cut.contested.filter(({ module, service, runnerUp }) =>
    `${module} ${service} ${runnerUp ?? ''}`.toLowerCase().includes(word),
  );
  return (
    <div class="contested">
      <div class="tools">
        <Filter label="Filter by module or service" value={query} onChange={setQuery} />
        <span class="muted" aria-live="polite">
          {count(shown.length)} of {count(cut.contested.length)}, least sure first
        </span>
      </div>
      <More items={shown} first={30} key={word}>
        {(rows) => (
          <ul class="contest-list">
            {rows.map((row) => (
              <Contest key={row.module} row={row} />
            ))}
          </ul>
        )}
      </More>
    </div>
  );
}

function Contest({ row }: { row: ContestedModule }) {
  const { act } = useModel();
  const { module, runnerUp, confidence, pulls } = row;
  const most = Math.max(1, ...pulls.map(({ uses }) => uses));
  return (
    <li class="card contest">
      <div class="contest-head">
        <ModuleName id={module} />
        <span class="muted">confidence {confidence.toFixed(2)}</span>
      </div>
      {pulls.map((pull, number) => (
        <PullLine
          key={pull.service}
          pull={pull}
          most={most}
          title={number === 0 ? 'placed in' : 'runner-up'}
        />
      ))}
      {runnerUp === undefined ? null : (
        <button
          type="button"
          onClick={() =>
            act({ do: 'operate', operations: [{ op: 'move', modules: [module], to: runnerUp }] })
          }
        >
          What if it moved to {visible(runnerUp)}?
        </button>
      )}
    </li>
  );
}

function PullLine({ pull, most, title }: { pull: Pull; most: number; title: string }) {
  const { service, uses, neighbours, tables } = pull;
  return (
    <div class="pull">
      <span class="pull-title">{title}</span>
      <ServiceName name={service} />
      <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="core" width={(100 * uses) / most} height="10" />
      </svg>
      <span class="muted">
        {plural(uses, 'reference')}, {plural(neighbours, 'neighbour')} in its folder
        {tables.length > 0 ? `, shares ${tables.slice(0, 3).map(visible).join(', ')}` : ''}
      </span>
    </div>
  );
}
