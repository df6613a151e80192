import { useMemo, useState } from 'preact/hooks';
import type { Box } from '../draw/camera.ts';
import { usePalette } from '../draw/use-palette.ts';
import { ZoomCanvas } from '../draw/ZoomCanvas.tsx';
import { useModel } from '../app/model.ts';
import { drawMap } from './map/draw-map.ts';
import { layOutMap } from './map/lay-out-map.ts';
import { MapTip } from './map/MapTip.tsx';
import { type MapHit, pickOnMap } from './map/pick-on-map.ts';
import { ServiceList } from './map/ServiceList.tsx';

export function MapView() {
  const model = useModel();
  const { cut, page, state, act, colorOf } = model;
  const palette = usePalette();
  const [hover, setHover] = useState<MapHit | undefined>(undefined);
  const [target, setTarget] = useState<Box | undefined>(undefined);
  const [showModules, setShowModules] = useState(false);
  const [showDependencies, setShowDependencies] = useState(false);
  const map = useMemo(() => layOutMap(cut, page), [cut]);
  const selected = serviceOf(state.selection);
  const focus = hover?.service ?? selected;
  const draw = useMemo(
    () =>
      drawMap(map, {
        palette,
        colorOf,
        focus,
        showModules,
        showDependencies,
        module: hover?.module ?? moduleOf(state.selection),
      }),
    [map, palette, focus, showModules, showDependencies, hover?.module, state.selection],
  );
  const open = (name: string): void => {
    const circle = map.circles.get(name);
    if (circle)
      setTarget({
        left: circle.x - circle.r,
        right: circle.x + circle.r,
        top: circle.y - circle.r,
        bottom: circle.y + circle.r,
      });
    act({ do: 'select', selection: { kind: 'service', name } });
  };
  return (
    <div class="map-view">
      <div class="map-side">
        <label class="check">
          <input type="checkbox" checked={showModules} onChange={() => setShowModules(!showModules)} /> All
          modules
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={showDependencies}
            onChange={() => setShowDependencies(!showDependencies)}
          />{' '}
          Dependencies of modules
        </label>
        <ServiceList onOpen={open} />
      </div>
      <div class="map-main">
        <ZoomCanvas<MapHit>
          label={`Map of ${cut.services.length} services; the list beside it has the same`}
          bounds={map.bounds}
          target={target}
          draw={draw}
          pick={(x, y, camera) => pickOnMap(map, { x, y, scale: camera.scale, showModules })}
          onHover={(hit) =>
            setHover((old) => (old?.service === hit?.service && old?.module === hit?.module ? old : hit))
          }
          onChoose={(hit) => act({ do: 'select', selection: selectionOf(hit) })}
          onOpen={(hit) => open(hit.service)}
          tip={hover ? <MapTip hit={hover} /> : null}
        />
        <Legend />
      </div>
    </div>
  );
}

function selectionOf(hit: MapHit | undefined) {
  if (!hit) return undefined;
  return hit.module === undefined
    ? ({ kind: 'service', name: hit.service } as const)
    : ({ kind: 'module', id: hit.module } as const);
}

type Selection = ReturnType<typeof useModel>['state']['selection'];

function serviceOf(selection: Selection): string | undefined {
  return selection?.kind === 'service' ? selection.name : undefined;
}

function moduleOf(selection: Selection): string | undefined {
  return selection?.kind === 'module' ? selection.id : undefined;
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
