import { useMemo } from 'preact/hooks';
import { visible } from '../../../model/visible.ts';
import { useModel } from '../../app/model.ts';
import { ModuleName } from '../../parts/ModuleName.tsx';
import { ServiceName } from '../../parts/ServiceName.tsx';

/** Single moves that make the cut cheapest, counted exactly; whether they make sense only people know. */
export function Suggestions() {
  const { whatIf, act, state } = useModel();
  const moves = useMemo(() => whatIf().engine.bestMoves({ most: 12 }), [state.operations, state.cut]);
  return (
    <section class="card" aria-label="Suggested moves" aria-live="polite">
      <h2>Moves that make the cut cheaper</h2>
      {moves.length === 0 ? <p class="muted">No single move does.</p> : null}
      <ul class="plain rows">
        {moves.map(({ module, to, gain, operation }) => (
          <li key={module}>
            <ModuleName id={module} />
            <span class="muted">to</span>
            <ServiceName name={to} />
            <span class="muted number">{gain.toFixed(1)} cheaper</span>
            <button
              type="button"
              aria-label={`Move ${visible(module)} to ${visible(to)}`}
              onClick={() => act({ do: 'operate', operations: [operation] })}
            >
              Move
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
