import { useModel } from '../app/model.ts';
import { LinkDetail } from './detail/LinkDetail.tsx';
import { ModuleDetail } from './detail/ModuleDetail.tsx';
import { ServiceDetail } from './detail/ServiceDetail.tsx';
import { TableDetail } from './detail/TableDetail.tsx';

/** All about what was chosen, beside the view. */
export function Detail() {
  const { state, act } = useModel();
  const { selection } = state;
  if (!selection) return null;
  return (
    <aside class="detail" aria-label="Detail">
      <button
        type="button"
        class="icon close"
        aria-label="Close the detail"
        title="Close (Esc)"
        onClick={() => act({ do: 'select' })}
      >
        ✕
      </button>
      {selection.kind === 'service' ? <ServiceDetail name={selection.name} /> : null}
      {selection.kind === 'link' ? <LinkDetail from={selection.from} to={selection.to} /> : null}
      {selection.kind === 'module' ? <ModuleDetail id={selection.id} /> : null}
      {selection.kind === 'table' ? <TableDetail name={selection.name} /> : null}
    </aside>
  );
}
