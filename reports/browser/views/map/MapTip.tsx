import { useModel } from '../../app/model.ts';
import { visible } from '../../../model/visible.ts';
import { percent } from '../../../model/percent.ts';
import { count } from '../../../../words/count.ts';
import { plural } from '../../../../words/plural.ts';
import type { MapHit } from './pick-on-map.ts';

export function MapTip({ hit }: { hit: MapHit }) {
  const { cut } = useModel();
  const service = cut.services.find(({ name }) => name === hit.service);
  if (!service) return null;
  if (hit.module !== undefined)
    return (
      <>
        <strong class="breaks">{visible(hit.module)}</strong>
        <span>in {visible(service.name)}</span>
      </>
    );
  return (
    <>
      <strong>{visible(service.name)}</strong>
      <span>
        {plural(service.modules.length, 'module')} · {plural(service.lines, 'line')}
      </span>
      <span>
        used by {count(service.usedBy.length)}, uses {count(service.dependsOn.length)} services
      </span>
      {service.cohesion === undefined ? null : <span>cohesion {percent(service.cohesion)}</span>}
      {service.owns.length > 0 ? <span>owns {plural(service.owns.length, 'table')}</span> : null}
    </>
  );
}
