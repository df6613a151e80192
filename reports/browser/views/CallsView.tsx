import { useMemo, useState } from 'preact/hooks';
import { visible } from '../../model/visible.ts';
import { count } from '../../../words/count.ts';
import { useModel } from '../app/model.ts';
import { type Bar, type CallsLayout, layOutCalls, type Measure } from './calls/lay-out-calls.ts';

const WIDTH = 1000;
const SIDE = 190;
const THICK = 12;
const HEAD = 24;
const STEPS = [40, 100, 250] as const;

export function CallsView() {
  const { cut, state } = useModel();
  const [measure, setMeasure] = useState<Measure>('uses');
  const [shown, setShown] = useState<number>(STEPS[0]);
  const [hover, setHover] = useState<string | undefined>(undefined);
  const layout = useMemo(() => layOutCalls(cut.links, measure, shown), [cut, measure, shown]);
  const chosen = state.selection?.kind === 'service' ? state.selection.name : undefined;
  if (cut.links.length === 0) return <p class="empty">No call crosses a boundary of this cut.</p>;
  return (
    <div class="calls">
      <Tools layout={layout} measure={measure} setMeasure={setMeasure} shown={shown} setShown={setShown} />
      <Picture layout={layout} focus={hover ?? chosen} onHover={setHover} measure={measure} />
    </div>
  );
}

interface ToolsProps {
  readonly layout: CallsLayout;
  readonly measure: Measure;
  readonly setMeasure: (measure: Measure) => void;
  readonly shown: number;
  readonly setShown: (shown: number) => void;
}

function Tools({ layout, measure, setMeasure, shown, setShown }: ToolsProps) {
  return (
    <div class="tools">
      <label>
        Width is{' '}
        <select value={measure} onChange={({ currentTarget }) => setMeasure(currentTarget.value as Measure)}>
          <option value="uses">references</option>
          <option value="pairs">pairs of modules</option>
        </select>
      </label>
      <label>
        Show{' '}
        <select value={String(shown)} onChange={({ currentTarget }) => setShown(Number(currentTarget.value))}>
          {STEPS.map((step) => (
            <option key={step} value={step}>
              the {step} heaviest
            </option>
          ))}
        </select>
      </label>
      <span class="muted">
        {layout.hidden > 0 ? `${count(layout.hidden)} lighter ones are left out.` : 'All are shown.'}
      </span>
    </div>
  );
}

interface PictureProps {
  readonly layout: CallsLayout;
  readonly focus: string | undefined;
  readonly onHover: (service: string | undefined) => void;
  readonly measure: Measure;
}

function Picture({ layout, focus, onHover, measure }: PictureProps) {
  const { act, colorOf } = useModel();
  const isLit = (from: string, to: string): boolean => focus === undefined || focus === from || focus === to;
  return (
    <svg
      class="sankey"
      viewBox={`0 ${-HEAD} ${WIDTH} ${layout.height + HEAD}`}
      role="group"
      aria-label="Calls across boundaries"
    >
      {layout.ribbons.map(({ link, left, right, height }) => (
        <path
          key={`${link.from} ${link.to}`}
          class={`ribbon color-${colorOf(link.from)}${isLit(link.from, link.to) ? '' : ' is-dim'}`}
          d={ribbonPath(left, right, height)}
          onClick={() => act({ do: 'select', selection: { kind: 'link', from: link.from, to: link.to } })}
        >
          <title>{`${visible(link.from)} uses ${visible(link.to)}: ${count(link[measure])} ${measure === 'uses' ? 'references' : 'pairs'}`}</title>
        </path>
      ))}
      <text class="svg-head" x={SIDE + THICK} y={-9} text-anchor="end">
        Callers
      </text>
      <text class="svg-head" x={WIDTH - SIDE - THICK} y={-9}>
        Callees
      </text>
      <Column bars={layout.callers} side="left" onHover={onHover} />
      <Column bars={layout.callees} side="right" onHover={onHover} />
    </svg>
  );
}

function ribbonPath(left: number, right: number, height: number): string {
  const x1 = SIDE + THICK;
  const x2 = WIDTH - SIDE - THICK;
  const middle = (x1 + x2) / 2;
  return `M${x1},${left}C${middle},${left} ${middle},${right} ${x2},${right}V${right + height}C${middle},${right + height} ${middle},${left + height} ${x1},${left + height}Z`;
}

interface ColumnProps {
  readonly bars: readonly Bar[];
  readonly side: 'left' | 'right';
  readonly onHover: (service: string | undefined) => void;
}

function Column({ bars, side, onHover }: ColumnProps) {
  const { act, colorOf } = useModel();
  const x = side === 'left' ? SIDE : WIDTH - SIDE - THICK;
  const choose = (name: string): void => act({ do: 'select', selection: { kind: 'service', name } });
  return (
    <g>
      {bars.map(({ service, y, height, total }) => (
        <g
          key={service}
          class="bar"
          tabIndex={0}
          role="button"
          aria-label={`${shortened(visible(service))} ${count(total)} ${side === 'left' ? 'out' : 'in'}`}
          onPointerEnter={() => onHover(service)}
          onPointerLeave={() => onHover(undefined)}
          onFocus={() => onHover(service)}
          onBlur={() => onHover(undefined)}
          onClick={() => choose(service)}
          onKeyDown={({ key }) => {
            if (key === 'Enter') choose(service);
          }}
        >
          <rect class={`color-${colorOf(service)}`} x={x} y={y} width={THICK} height={height} rx="2" />
          <text
            x={side === 'left' ? SIDE - 8 : WIDTH - SIDE + 8}
            y={y + height / 2}
            text-anchor={side === 'left' ? 'end' : 'start'}
            dominant-baseline="central"
          >
            {shortened(visible(service))} <tspan class="svg-muted">{count(total)}</tspan>
          </text>
        </g>
      ))}
    </g>
  );
}

const LONGEST = 20;

function shortened(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}
