import type { CutTransactionView, Report, TableView } from '../../model/report.ts';
import { count } from '../../../words/count.ts';
import { markup, type Markup } from '../markup.ts';
import { renderTable } from './table.ts';

const CONFLICTS = { written: 'several writers', read: 'read by others', none: 'none' } as const;
const RANK = { written: 0, read: 1, none: 2 } as const;

export function renderData({ recommended: { tables, cutTransactions } }: Report): Markup {
  const worst = [...tables].sort(
    (a, b) =>
      RANK[a.conflict] - RANK[b.conflict] || b.uses.length - a.uses.length || (a.entity < b.entity ? -1 : 1),
  );
  return markup`<section>
    <h2>Data</h2>
    ${
      tables.length === 0
        ? markup`<p>No table or entity was found.</p>`
        : renderTable(
            'Tables and entities: who would own them, who else touches them; conflicts first',
            [
              { title: 'Table', cell: ({ entity }: TableView) => entity },
              { title: 'Owner', cell: ({ owner }) => owner ?? '–' },
              { title: 'Conflict', cell: ({ conflict }) => CONFLICTS[conflict] },
              { title: 'Services that touch it', cell: usersOf },
            ],
            worst,
          )
    }${renderTransactions(cutTransactions)}
  </section>`;
}

const USERS = 8;

function usersOf({ uses }: TableView): string {
  const shown = uses
    .slice(0, USERS)
    .map(({ service, reads, writes }) => `${service} (${modeOf(reads, writes)})`);
  return uses.length > USERS ? `${shown.join(', ')}, ${count(uses.length - USERS)} more` : shown.join(', ');
}

function modeOf(reads: number, writes: number): string {
  if (writes === 0) return 'reads';
  return reads === 0 ? 'writes' : 'reads, writes';
}

function renderTransactions(transactions: readonly CutTransactionView[]): Markup {
  if (transactions.length === 0) return markup`<p>No known transaction would be cut.</p>`;
  return renderTable(
    `${count(transactions.length)} transactions that the cut would break`,
    [
      { title: 'Where', cell: ({ module, line }) => `${module}:${line}` },
      { title: 'Scope', cell: ({ scope }) => scope },
      {
        title: 'Tables and owners',
        cell: ({ entities }) =>
          entities.map(({ entity, owner }) => `${entity} (${owner ?? 'nobody'})`).join(', '),
      },
    ],
    transactions,
  );
}
