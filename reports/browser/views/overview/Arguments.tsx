import { visible } from '../../../model/visible.ts';
import { percent } from '../../../model/percent.ts';
import { count } from '../../../../words/count.ts';
import { plural } from '../../../../words/plural.ts';
import { useModel } from '../../app/model.ts';
import type { PageModel } from '../../app/model.ts';
import type { ViewName } from '../../app/page-state.ts';

interface Argument {
  readonly title: string;
  readonly detail: string;
  readonly view: ViewName;
  readonly isOpen: boolean;
}

/** What a team should argue about, dearest first; what is settled says so. */
export function Arguments() {
  const model = useModel();
  return (
    <section class="card" aria-label="Worth arguing about">
      <h2>Worth arguing about</h2>
      <ul class="arguments">
        {argumentsOf(model).map(({ title, detail, view, isOpen }) => (
          <li key={title} class={isOpen ? 'is-open' : 'is-settled'}>
            <button type="button" onClick={() => model.act({ do: 'view', view })}>
              <span class="mark" aria-hidden="true">
                {isOpen ? '!' : '✓'}
              </span>
              <span>
                <b>{title}</b>
                <span class="muted">{detail}</span>
              </span>
              <span class="go" aria-hidden="true">
                →
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function argumentsOf({ cut, page }: PageModel): readonly Argument[] {
  const { cutTransactions, contested, shared } = cut;
  const placed = cut.services.reduce((sum, { modules }) => sum + modules.length, 0);
  return [
    tables(cut),
    {
      title:
        cutTransactions.length === 0
          ? 'No known transaction is cut'
          : `${plural(cutTransactions.length, 'transaction')} would be cut`,
      detail: cutTransactions[0]
        ? `First ${visible(cutTransactions[0].scope)}, over ${cutTransactions[0].owners.map(visible).join(' and ')}.`
        : `${count(page.source.transactions.length)} were seen.`,
      view: 'transactions',
      isOpen: cutTransactions.length > 0,
    },
    circles(cut),
    {
      title:
        contested.length === 0
          ? 'Every module is sure of its place'
          : `${plural(contested.length, 'module')} could as well be elsewhere`,
      detail:
        contested.length === 0
          ? ''
          : `${percent(contested.length / Math.max(1, placed))} of those in services; ask the people who know them.`,
      view: 'contested',
      isOpen: contested.length > 0,
    },
    {
      title: `${plural(shared.length, 'module')} in the shared kernel`,
      detail: 'Each needs a decision: a library, a service of its own, copies, or keep it.',
      view: 'folders',
      isOpen: shared.length > 0,
    },
  ];
}

function tables({ tables: all }: PageModel['cut']): Argument {
  const written = all.filter(({ conflict }) => conflict === 'written');
  const [first] = [...written].sort((a, b) => b.uses.length - a.uses.length);
  return {
    title: first ? `${plural(written.length, 'table')} with several writers` : 'No table has several writers',
    detail: first
      ? `Worst: ${visible(first.entity)}, touched by ${plural(first.uses.length, 'service')}.`
      : `${count(all.length)} tables were seen.`,
    view: 'data',
    isOpen: first !== undefined,
  };
}

function circles({ cycles }: PageModel['cut']): Argument {
  const [largest] = cycles;
  return {
    title: largest ? `${plural(cycles.length, 'circle')} of services` : 'No circles',
    detail: largest
      ? `The largest has ${count(largest.length)} services that need each other.`
      : 'Services can be taken out one by one.',
    view: 'matrix',
    isOpen: largest !== undefined,
  };
}
