import { useMemo, useState } from 'preact/hooks';
import type { EndpointView } from '../../model/report.ts';
import { visible } from '../../model/visible.ts';
import { count, percent } from '../../model/words.ts';
import { useModel } from '../app/model.ts';
import { More } from '../parts/More.tsx';
import { ServiceName } from '../parts/ServiceName.tsx';
import { SourcePlace } from '../parts/SourcePlace.tsx';

interface Filter {
  readonly query: string;
  readonly protocol: string;
  readonly service: string;
  readonly stage: string;
}

const ANY: Filter = { query: '', protocol: '', service: '', stage: '' };
const NONE = '(none)';

export function EndpointsView() {
  const { cut } = useModel();
  const [filter, setFilter] = useState(ANY);
  const set = (change: Partial<Filter>): void => setFilter((old) => ({ ...old, ...change }));
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
        <input
          type="search"
          class="filter"
          placeholder="Filter by path, handler, file"
          aria-label="Filter endpoints"
          value={filter.query}
          onInput={({ currentTarget }) => set({ query: currentTarget.value })}
        />
        <Choice
          label="Protocol"
          value={filter.protocol}
          of={cut.endpoints.map(({ protocol }) => protocol)}
          onChange={(protocol) => set({ protocol })}
        />
        <Choice
          label="Service"
          value={filter.service}
          of={cut.endpoints.map(({ service }) => service ?? NONE)}
          onChange={(service) => set({ service })}
        />
        <Choice
          label="Stage"
          value={filter.stage}
          of={cut.endpoints.map(({ stage }) => stage ?? NONE)}
          onChange={(stage) => set({ stage })}
        />
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

function fits({ id, handler, module, protocol, service, stage }: EndpointView, filter: Filter): boolean {
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
      <option value="">any {label.toLowerCase()}</option>
      {values.map((each) => (
        <option key={each} value={each}>
          {visible(each)}
        </option>
      ))}
    </select>
  );
}

function EndpointTable({ rows }: { rows: readonly EndpointView[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Endpoints">
      <table>
        <thead>
          <tr>
            <th scope="col">Method</th>
            <th scope="col">Path</th>
            <th scope="col">Service</th>
            <th scope="col">Stage</th>
            <th scope="col">Handler</th>
            <th scope="col" class="number">
              Sure
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            <tr key={number}>
              <td>
                <span class={`method is-${row.method.toLowerCase().replace(/[^a-z]/gu, '')}`}>
                  {visible(row.method)}
                </span>
              </td>
              <th scope="row" class="path breaks">
                {visible(row.path)}
              </th>
              <td>
                {row.service === undefined ? (
                  <span class="muted">none</span>
                ) : (
                  <ServiceName name={row.service} />
                )}
              </td>
              <td>
                {row.stage === undefined ? (
                  <span class="muted">not planned</span>
                ) : (
                  <span class={`stage-name is-${row.stage}`}>{row.stage}</span>
                )}
              </td>
              <td class="breaks">
                {visible(row.handler)}
                <br />
                <SourcePlace path={row.module} line={row.line} />
              </td>
              <td class="number">{percent(row.certainty)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
