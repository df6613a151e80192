import { useState } from 'preact/hooks';
import { visible } from '../../../model/visible.ts';
import { count } from '../../../../words/count.ts';
import { useModel } from '../../app/model.ts';
import { ModuleName } from '../ModuleName.tsx';
import { More } from '../More.tsx';
import { ServiceName } from '../ServiceName.tsx';
import { SourcePlace } from '../SourcePlace.tsx';
import { Gone } from './Gone.tsx';
import { Fact } from './ServiceDetail.tsx';

export function ModuleDetail({ id }: { id: string }) {
  const { cut, page } = useModel();
  const module = page.source.modules.find((each) => each.id === id);
  if (!module) return <Gone what={`Module ${id}`} />;
  const service = cut.services.find(({ modules }) => modules.includes(id));
  const outgoing = page.source.dependencies.filter(({ from }) => from === id);
  const incoming = page.source.dependencies.filter(({ to }) => to === id);
  return (
    <>
      <p class="eyebrow">Module</p>
      <h2 class="breaks">
        <SourcePlace path={id} line={1} text={visible(id)} />
      </h2>
      <p>{service ? <ServiceName name={service.name} /> : <Apart id={id} />}</p>
      <Placement id={id} />
      <dl class="facts">
        <Fact label="lines" value={count(module.lines)} />
        <Fact label="uses" value={count(new Set(outgoing.map(({ to }) => to)).size)} />
        <Fact label="used by" value={count(new Set(incoming.map(({ from }) => from)).size)} />
      </dl>
      <MoveForm id={id} service={service?.name} />
      <Related title="Uses" ids={outgoing.map(({ to }) => to)} />
      <Related title="Used by" ids={incoming.map(({ from }) => from)} />
      <Accesses id={id} />
    </>
  );
}

function Apart({ id }: { id: string }) {
  const { cut } = useModel();
  const shared = cut.shared.find(({ module }) => module === id);
  if (shared) return <>Shared kernel: {visible(shared.reason)}.</>;
  const root = cut.roots.find(({ module }) => module === id);
  return root ? <>Composition root: {visible(root.reason)}.</> : <>In no service of this cut.</>;
}

function Placement({ id }: { id: string }) {
  const { page, state } = useModel();
  const placement = page.cuts
    .find(({ name }) => name === state.cut)
    ?.placements.find(({ module }) => module === id);
  if (!placement) return null;
  return (
    <p>
      Placed in <b>{visible(placement.service)}</b>: {placement.band}, confidence{' '}
      {placement.confidence.toFixed(2)}
      {placement.runnerUp === undefined ? '' : `; runner-up ${visible(placement.runnerUp)}`}.
    </p>
  );
}

function MoveForm({ id, service }: { id: string; service: string | undefined }) {
  const { cut, act } = useModel();
  const [to, setTo] = useState('');
  return (
    <section>
      <h3>What if</h3>
      <p class="form-row">
        <select
          aria-label="Move this module to"
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        >
          <option value="">move to …</option>
          {cut.services
            .filter(({ name }) => name !== service)
            .map(({ name }) => (
              <option key={name} value={name}>
                {visible(name)}
              </option>
            ))}
        </select>
        <button
          type="button"
          disabled={to === ''}
          onClick={() => act({ do: 'operate', operations: [{ op: 'move', modules: [id], to }] })}
        >
          Move
        </button>
      </p>
    </section>
  );
}

function Related({ title, ids }: { title: string; ids: readonly string[] }) {
  const { cut } = useModel();
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return null;
  const serviceOf = (id: string): string | undefined =>
    cut.services.find(({ modules }) => modules.includes(id))?.name;
  return (
    <section>
      <h3>
        {title} ({count(distinct.length)})
      </h3>
      <More items={distinct} first={12}>
        {(shown) => (
          <ul class="plain rows">
            {shown.map((id) => {
              const service = serviceOf(id);
              return (
                <li key={id}>
                  <ModuleName id={id} />
                  {service === undefined ? null : <ServiceName name={service} />}
                </li>
              );
            })}
          </ul>
        )}
      </More>
    </section>
  );
}

function Accesses({ id }: { id: string }) {
  const { page } = useModel();
  const accesses = page.source.accesses.filter(({ module }) => module === id);
  if (accesses.length === 0) return null;
  return (
    <section>
      <h3>Data</h3>
      <More items={accesses} first={12}>
        {(shown) => (
          <ul class="plain">
            {shown.map(({ entity, mode, line }, number) => (
              <li key={number}>
                {mode}s <b>{visible(entity)}</b>{' '}
                <SourcePlace path={id} line={line} text={line === undefined ? '' : `line ${line}`} />
              </li>
            ))}
          </ul>
        )}
      </More>
    </section>
  );
}
