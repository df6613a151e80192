import { ZoomCanvas } from '../draw/ZoomCanvas.tsx';
import { useModel } from '../app/model.ts';
import { MapTip } from './map/MapTip.tsx';
import { type MapHit, pickOnMap } from './map/pick-on-map.ts';
import { ServiceList } from './map/ServiceList.tsx';
import { useMap } from './map/use-map.ts';

export function MapView() {
  const { cut, act } = useModel();
  const { map, draw, open, hover, setHover, target, shows, setShows } = useMap();
  return (
    <div class="map-view">
      <div class="map-side">
        <Toggle label="All modules" isOn={shows.modules} set={(modules) => setShows({ ...shows, modules })} />
        <Toggle
          label="Dependencies of modules"
          isOn={shows.dependencies}
          set={(dependencies) => setShows({ ...shows, dependencies })}
        />
        <ServiceList onOpen={open} />
      </div>
      <div class="map-main">
        <ZoomCanvas<MapHit>
          label={`Map of ${cut.services.length} services; the list beside it has the same`}
          bounds={map.bounds}
          target={target}
          draw={draw}
          pick={(x, y, { scale }) => pickOnMap(map, { x, y, scale, showModules: shows.modules })}
          onHover={setHover}
          onChoose={(hit) => act({ do: 'select', selection: selectionOf(hit) })}
          onOpen={(hit) => open(hit.service)}
          tip={hover ? <MapTip hit={hover} /> : null}
        />
        <Legend />
      </div>
    </div>
  );
}

function Toggle({ label, isOn, set }: { label: string; isOn: boolean; set: (isOn: boolean) => void }) {
  return (
    <button type="button" class="toggle" aria-pressed={isOn} onClick={() => set(!isOn)}>
      <span class="toggle-box" aria-hidden="true">
        {isOn ? '✓' : ''}
      </span>
      {label}
    </button>
  );
}

function selectionOf(hit: MapHit | undefined) {
  if (!hit) return undefined;
  return hit.module === undefined
    ? ({ kind: 'service', name: hit.service } as const)
    : ({ kind: 'module', id: hit.module } as const);
}

function Legend() {
  return (
    <ul class="legend" aria-label="Legend">
      <li>
        <i class="swatch caller" /> uses it
      </li>
      <li>
        <i class="swatch callee" /> is used by it
      </li>
      <li>
        <i class="dot core" /> surely here
      </li>
      <li>
        <i class="dot contested" /> contested
      </li>
      <li class="legend-hint">Double-click opens a service</li>
    </ul>
  );
}
