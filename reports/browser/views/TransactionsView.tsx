import type { CutTransactionView } from '../../model/report.ts';
import { visible } from '../../model/visible.ts';
import { count } from '../../../words/count.ts';
import { plural } from '../../../words/plural.ts';
import { useModel } from '../app/model.ts';
import { More } from '../parts/More.tsx';
import { ServiceName } from '../parts/ServiceName.tsx';
import { SourcePlace } from '../parts/SourcePlace.tsx';

export function TransactionsView() {
  const { cut, page } = useModel();
  const { transactions } = page.source;
  const blank = transactions.filter(({ entities }) => entities.length === 0).length;
  return (
    <div class="transactions">
      <p class="message">
        {cut.cutTransactions.length === 0
          ? 'No known transaction is cut.'
          : `${plural(cut.cutTransactions.length, 'transaction')} would be cut.`}{' '}
        <span class="muted">
          {count(transactions.length)} were seen
          {blank > 0
            ? `; of ${count(blank)} the tables are not known, so more may be cut than is listed`
            : ''}
          .
        </span>
      </p>
      <More items={cut.cutTransactions} first={30}>
        {(shown) => (
          <ul class="cards">
            {shown.map((each) => (
              <Card key={`${each.module}:${each.line}:${each.scope}`} transaction={each} />
            ))}
          </ul>
        )}
      </More>
    </div>
  );
}

function Card({ transaction }: { transaction: CutTransactionView }) {
  const { act } = useModel();
  const { scope, module, line, service, entities, owners } = transaction;
  return (
    <li class="card">
      <h2 class="breaks">{visible(scope)}</h2>
      <p>
        <SourcePlace path={module} line={line} />
      </p>
      {service === undefined ? null : (
        <p>
          runs in <ServiceName name={service} />
        </p>
      )}
      <p class="muted">Its tables would belong to {plural(owners.length, 'service')}:</p>
      <ul class="plain rows">
        {entities.map(({ entity, owner }) => (
          <li key={entity}>
            <button
              type="button"
              class="chip"
              onClick={() => act({ do: 'select', selection: { kind: 'table', name: entity } })}
            >
              {visible(entity)}
            </button>
            {owner === undefined ? <span class="muted">no service’s</span> : <ServiceName name={owner} />}
          </li>
        ))}
      </ul>
    </li>
  );
}
