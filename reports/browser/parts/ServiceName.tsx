import { useModel } from '../app/model.ts';
import { visible } from '../../model/visible.ts';

/** The colour of a service; its name always stands beside it. */
export function Dot({ service }: { service: string }) {
  const { colorOf } = useModel();
  return <i class={`dot-color color-${colorOf(service)}`} aria-hidden="true" />;
}

/** A service that can be chosen. */
export function ServiceName({ name }: { name: string }) {
  const { act } = useModel();
  return (
    <button
      type="button"
      class="chip"
      onClick={() => act({ do: 'select', selection: { kind: 'service', name } })}
    >
      <Dot service={name} />
      <span class="ellipsis">{visible(name)}</span>
    </button>
  );
}
