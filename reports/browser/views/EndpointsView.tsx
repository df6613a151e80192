import { useMemo, useState } from 'preact/hooks';
import type { EndpointView } from '../../model/report.ts';
import { visible } from '../../model/visible.ts';
import { percent } from '../../model/percent.ts';
import { count } from '../../../words/count.ts';
import { useModel } from '../app/model.ts';
import { Filter } from '../parts/Filter.tsx';
import { More } from '../parts/More.tsx';
import { ServiceName } from '../parts/ServiceName.tsx';
import { SourcePlace } from '../parts/SourcePlace.tsx';

interface Chosen {
  readonly query: string;
  readonly protocol: string;
  readonly service: string;
  readonly stage: string;
}

const ANY: Chosen = { query: '', protocol: '', service: '', stage: '' };
const NONE = '(none)';

export function EndpointsView() {
  const { cut } = useModel();
  const [filter, setFilter] = useState(ANY);
  const shown = useMemo(() => cut.endpoints.filter((each) => fits(each, filter)), [cut, filter]);
  if (cut.endpoints.length === 0)
    return (
      <p class="empty">
        No endpoint was found: the framework is not one that banyan reads, or routes are made at run time.
      </p>
    );
  return (
    <div class="endpoints">
      <div class="tools">
        <Choices filter={filter} setFilter={setFilter} />
        <span class="muted" aria-live="polite">
          {count(shown.length)} of {count(cut.endpoints.length)}
        </span>
      </div>
      <More items={shown} first={100} key={JSON.stringify(filter)}>
        {(rows) => <EndpointTable rows={rows} />}
      </More>
    </div>
  );
}

function Choices({ filter, setFilter }: { filter: Chosen; setFilter: (filter: Chosen) => void }) {
  const { cut } = useModel();
  const lists = {
    protocol: cut.endpoints.map(({ protocol }): string => protocol),
    service: cut.endpoints.map(({ service }) => service ?? NONE),
    stage: cut.endpoints.map(({ stage }): string => stage ?? NONE),
  };
  return (
    <>
      <Filter
        label="Filter by path, handler, file"
        value={filter.query}
        onChange={(query) => setFilter({ ...filter, query })}
      />
      {(['protocol', 'service', 'stage'] as const).map((key) => (
        <Choice
          key={key}
          label={key}
          value={filter[key]}
          of={lists[key]}
          onChange={(value) => setFilter({ ...filter, [key]: value })}
        />
      ))}
    </>
  );
}

function fits({ id, handler, module, protocol, service, stage }: EndpointView, filter: Chosen): boolean {
  const text = `${id} ${handler} ${module}`.toLowerCase();
  return (
    filter.query
      .toLowerCase()
      .split(/\s+/u)
      .every((word) => text.includes(word)) &&
    (filter.protocol === '' || filter.protocol === protocol) &&
    (filter.service === '' || filter.service === (service ?? NONE)) &&
    (filter.stage === '' || filter.stage === (stage ?? NONE))
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly of: readonly string[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, of, onChange }: ChoiceProps) {
  const values = [...new Set(of)].sort();
  if (values.length < 2) return null;
  return (
    <select aria-label={label} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      <option value="">any {label}</option>
      {values.map((each) => (
        <option key={each} value={each}>
          {visible(each)}
        </option>
      ))}
    </select>
  );
}

function EndpointTable({ rows }: { rows: readonly EndpointView[] }) {
  const { page } = useModel();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Endpoints">
      <table>
        <thead>
          <tr>
            <th scope="col">Method</th>
            <th scope="col">Path</th>
            <th scope="col">Service</th>
            {page.plan ? <th scope="col">Stage</th> : null}
            <th scope="col">Handler</th>
            <th scope="col" class="number">
              Sure
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            <Row key={number} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Stage({ row: { stage, route } }: { row: EndpointView }) {
  if (stage === undefined) return <td class="muted nowrap">not planned</td>;
  return (
    <td title={route}>
      <span class={`stage-name is-${stage}`}>{stage}</span>
    </td>
  );
}

function Row({ row }: { row: EndpointView }) {
  const { page } = useModel();
  return (
    <tr>
      <td>
        <span class={`method is-${row.method.toLowerCase().replace(/[^a-z]/gu, '')}`}>
          {visible(row.method)}
        </span>
      </td>
      <th scope="row" class="path breaks">
        {visible(row.path)}
      </th>
      <td>
        {row.service === undefined ? <span class="muted">none</span> : <ServiceName name={row.service} />}
      </td>
      {page.plan ? <Stage row={row} /> : null}
      <td class="breaks">
        {visible(row.handler)}
        <br />
        <SourcePlace path={row.module} line={row.line} />
      </td>
      <td class="number">{percent(row.certainty)}</td>
    </tr>
  );
}
