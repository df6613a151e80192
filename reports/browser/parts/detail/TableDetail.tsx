import { visible } from '../../../model/visible.ts';
import { count } from '../../../../words/count.ts';
import { useModel } from '../../app/model.ts';
import { More } from '../More.tsx';
import { ServiceName } from '../ServiceName.tsx';
import { SourcePlace } from '../SourcePlace.tsx';
import { Gone } from './Gone.tsx';

const CONFLICTS = {
  written: 'Several services write it: only one can own it.',
  read: 'Others read it: give them an interface, an event, or a copy.',
  none: 'No conflict: one service alone touches it.',
} as const;

export function TableDetail({ name }: { name: string }) {
  const { cut } = useModel();
  const table = cut.tables.find(({ entity }) => entity === name);
  if (!table) return <Gone what={`Table ${name}`} />;
  return (
    <>
      <p class="eyebrow">{table.kind ?? 'table'}</p>
      <h2 class="breaks">{visible(name)}</h2>
      {table.module === undefined ? null : (
        <p>
          Defined in <SourcePlace path={table.module} line={table.line} />
        </p>
      )}
      <p>{table.owner === undefined ? 'No service touches it.' : CONFLICTS[table.conflict]}</p>
      <ul class="plain rows">
        {table.uses.map(({ service, reads, writes }) => (
          <li key={service}>
            <ServiceName name={service} />
            <span class="muted">
              {service === table.owner ? 'owner · ' : ''}
              {count(reads)} reads, {count(writes)} writes
            </span>
          </li>
        ))}
        {table.outside > 0 ? (
          <li class="muted">{count(table.outside)} accesses from modules in no service</li>
        ) : null}
      </ul>
      <Accesses name={name} />
    </>
  );
}

function Accesses({ name }: { name: string }) {
  const { page } = useModel();
  const accesses = page.source.accesses.filter(({ entity }) => entity === name);
  return (
    <>
      <h3>Every access ({count(accesses.length)})</h3>
      <More items={accesses} first={30}>
        {(shown) => (
          <ul class="plain">
            {shown.map(({ module, mode, line }, number) => (
              <li key={number}>
                <span class="kind">{mode}</span> <SourcePlace path={module} line={line} />
              </li>
            ))}
          </ul>
        )}
      </More>
    </>
  );
}
