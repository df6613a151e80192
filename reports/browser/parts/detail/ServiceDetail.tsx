import { useState } from 'preact/hooks';
import type { ServiceDependency } from '../../../../analyzer/model/decomposition.ts';
import type { ServiceView } from '../../../model/report.ts';
import { visible } from '../../../model/visible.ts';
import { percent } from '../../../model/percent.ts';
import { count } from '../../../../words/count.ts';
import { useModel } from '../../app/model.ts';
import { ModuleName } from '../ModuleName.tsx';
import { More } from '../More.tsx';
import { Dot, ServiceName } from '../ServiceName.tsx';
import { Gone } from './Gone.tsx';

export function ServiceDetail({ name }: { name: string }) {
  const { cut } = useModel();
  const service = cut.services.find((each) => each.name === name);
  if (!service) return <Gone what={`Service ${name}`} />;
  return (
    <>
      <p class="eyebrow">Service</p>
      <h2 class="breaks">
        <Dot service={name} /> {visible(name)}
      </h2>
      {service.terms.length > 0 ? (
        <p class="muted">{service.terms.slice(0, 8).map(visible).join(' · ')}</p>
      ) : null}
      <Facts service={service} />
      <Reasons service={service} />
      <Neighbours title="Used by" links={service.usedBy} linkOf={(other) => ({ from: other, to: name })} />
      <Neighbours title="Uses" links={service.dependsOn} linkOf={(other) => ({ from: name, to: other })} />
      <Owned service={service} />
      <MergeForm name={name} />
      <Modules ids={service.modules} />
    </>
  );
}

function Reasons({ service: { reasons } }: { service: ServiceView }) {
  if (reasons.length === 0) return null;
  return (
    <section>
      <h3>Why these belong together</h3>
      <ul class="reasons">
        {reasons.map(({ text, view }) => (
          <li key={text}>
            <span class="kind">{view}</span> {visible(text)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Modules({ ids }: { ids: readonly string[] }) {
  return (
    <section>
      <h3>Modules ({count(ids.length)})</h3>
      <More items={ids} first={40}>
        {(shown) => (
          <ul class="plain">
            {shown.map((id) => (
              <li key={id}>
                <ModuleName id={id} />
              </li>
            ))}
          </ul>
        )}
      </More>
    </section>
  );
}

function Facts({ service }: { service: ServiceView }) {
  const { core, likely, contested } = service.confidence;
  const sure = core + likely + contested;
  return (
    <dl class="facts">
      <Fact label="modules" value={count(service.modules.length)} />
      <Fact label="lines" value={count(service.lines)} />
      <Fact label="cohesion" value={service.cohesion === undefined ? '–' : percent(service.cohesion)} />
      <Fact label="endpoints" value={count(service.endpoints)} />
      <Fact label="tables" value={count(service.owns.length)} />
      <Fact label="contested" value={sure === 0 ? '–' : percent(contested / sure)} />
    </dl>
  );
}

export function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface NeighboursProps {
  readonly title: string;
  readonly links: readonly ServiceDependency[];
  readonly linkOf: (other: string) => { readonly from: string; readonly to: string };
}

function Neighbours({ title, links, linkOf }: NeighboursProps) {
  const { act } = useModel();
  if (links.length === 0) return null;
  return (
    <section>
      <h3>
        {title} ({count(links.length)})
      </h3>
      <More items={links} first={8}>
        {(shown) => (
          <ul class="plain rows">
            {shown.map(({ service, pairs, uses }) => (
              <li key={service}>
                <ServiceName name={service} />
                <button
                  type="button"
                  class="evidence"
                  title={`${count(uses)} references in ${count(pairs)} pairs of modules`}
                  onClick={() => act({ do: 'select', selection: { kind: 'link', ...linkOf(service) } })}
                >
                  {count(uses)} references
                </button>
              </li>
            ))}
          </ul>
        )}
      </More>
    </section>
  );
}

function Owned({ service }: { service: ServiceView }) {
  const { act } = useModel();
  if (service.owns.length === 0) return null;
  return (
    <section>
      <h3>Owns</h3>
      <p class="chips">
        {service.owns.map((table) => (
          <button
            type="button"
            class="chip"
            key={table}
            onClick={() => act({ do: 'select', selection: { kind: 'table', name: table } })}
          >
            {visible(table)}
          </button>
        ))}
      </p>
    </section>
  );
}

function MergeForm({ name }: { name: string }) {
  const { cut, act } = useModel();
  const [into, setInto] = useState('');
  return (
    <section>
      <h3>What if</h3>
      <p class="form-row">
        <select
          aria-label={`Merge ${visible(name)} into`}
          value={into}
          onChange={({ currentTarget }) => setInto(currentTarget.value)}
        >
          <option value="">merge into …</option>
          {cut.services
            .filter((each) => each.name !== name)
            .map((each) => (
              <option key={each.name} value={each.name}>
                {visible(each.name)}
              </option>
            ))}
        </select>
        <button
          type="button"
          disabled={into === ''}
          onClick={() => {
            act({ do: 'operate', operations: [{ op: 'merge', services: [into, name].sort(), into }] });
            act({ do: 'select', selection: { kind: 'service', name: into } });
          }}
        >
          Merge
        </button>
      </p>
    </section>
  );
}
