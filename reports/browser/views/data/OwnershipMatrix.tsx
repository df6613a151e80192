import type { TableUseView, TableView } from '../../../model/report.ts';
import { visible } from '../../../model/visible.ts';
import { useModel } from '../../app/model.ts';
import { More } from '../../parts/More.tsx';

const ROWS = 40;

/** Tables down, the services that touch them across; letters and frames say what colour says. */
export function OwnershipMatrix({ tables }: { tables: readonly TableView[] }) {
  const { act } = useModel();
  return (
    <More items={tables} first={ROWS}>
      {(shown) => {
        const columns = columnsOf(shown);
        return (
          <div class="scroll ownership" tabIndex={0} role="region" aria-label="Data ownership">
            <table>
              <thead>
                <tr>
                  <th scope="col">Table</th>
                  {columns.map((service) => (
                    <th scope="col" key={service} class="slanted">
                      <button
                        type="button"
                        onClick={() => act({ do: 'select', selection: { kind: 'service', name: service } })}
                      >
                        {visible(service)}
                      </button>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.map((table) => (
                  <Row key={table.entity} table={table} columns={columns} />
                ))}
              </tbody>
            </table>
          </div>
        );
      }}
    </More>
  );
}

/** Owners of many tables first. */
function columnsOf(tables: readonly TableView[]): readonly string[] {
  const weights = new Map<string, number>();
  for (const { owner, uses } of tables)
    for (const { service, writes } of uses)
      weights.set(service, (weights.get(service) ?? 0) + (service === owner ? 100 : writes > 0 ? 10 : 1));
  return [...weights]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([service]) => service);
}

function Row({ table, columns }: { table: TableView; columns: readonly string[] }) {
  const { act } = useModel();
  const uses = new Map(table.uses.map((use) => [use.service, use]));
  return (
    <tr class={`is-${table.conflict}`}>
      <th scope="row">
        <button
          type="button"
          onClick={() => act({ do: 'select', selection: { kind: 'table', name: table.entity } })}
        >
          {table.conflict === 'written' ? <span class="warn-mark">▲ </span> : null}
          {visible(table.entity)}
        </button>
      </th>
      {columns.map((service) => (
        <Use key={service} use={uses.get(service)} isOwner={service === table.owner} />
      ))}
    </tr>
  );
}

function Use({ use, isOwner }: { use: TableUseView | undefined; isOwner: boolean }) {
  if (!use) return <td />;
  const letter = use.writes > 0 ? 'W' : 'r';
  const look = isOwner ? 'owner' : use.writes > 0 ? 'write' : 'read';
  const said = `${isOwner ? 'owner: ' : ''}${use.reads} reads, ${use.writes} writes`;
  return (
    <td title={said}>
      <span class={`use ${look}`}>{letter}</span>
      <span class="hidden">{said}</span>
    </td>
  );
}
