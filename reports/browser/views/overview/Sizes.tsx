import { visible } from '../../../model/visible.ts';
import { count } from '../../../../words/count.ts';
import { useModel } from '../../app/model.ts';
import { Dot } from '../../parts/ServiceName.tsx';

const SHOWN = 12;

/** The services by size, with how much of each is sure of its place. */
export function Sizes() {
  const { cut, act } = useModel();
  const largest = [...cut.services].sort(
    (a, b) => b.modules.length - a.modules.length || (a.name < b.name ? -1 : 1),
  );
  const most = largest[0]?.modules.length ?? 1;
  return (
    <section class="card" aria-label="Services">
      <h2>Largest services</h2>
      <ul class="sizes">
        {largest.slice(0, SHOWN).map(({ name, modules, confidence: { core, likely, contested } }) => (
          <li key={name}>
            <button type="button" onClick={() => act({ do: 'select', selection: { kind: 'service', name } })}>
              <span class="sizes-name">
                <Dot service={name} />
                <span class="ellipsis">{visible(name)}</span>
              </span>
              <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="core" width={(100 * core) / most} height="10" />
                <rect class="likely" x={(100 * core) / most} width={(100 * likely) / most} height="10" />
                <rect
                  class="contested"
                  x={(100 * (core + likely)) / most}
                  width={(100 * contested) / most}
                  height="10"
                />
              </svg>
              <span class="number">{count(modules.length)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="legend-line muted">
        <i class="swatch core" /> surely here <i class="swatch likely" /> likely{' '}
        <i class="swatch contested" /> contested
        {largest.length > SHOWN ? ` · ${count(largest.length - SHOWN)} smaller services in the map` : ''}
      </p>
    </section>
  );
}
