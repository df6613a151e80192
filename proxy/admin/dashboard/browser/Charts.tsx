import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import UPlot, { type AlignedData, type Options } from 'uplot';
import type { Instant, Moment } from './live-store.ts';

interface Props {
  readonly past: readonly Instant[];
  /** Seconds since 1970, one for each instant. */
  readonly times: readonly number[];
}

const CHARTS: readonly (readonly [string, (moment: Moment) => number | null])[] = [
  ['Requests a second', ({ rate }) => rate],
  ['5xx answers, %', ({ errorShare }) => (errorShare === null ? null : errorShare * 100)],
  ['p99 latency, ms', ({ p99Ms }) => p99Ms],
];

/** Both sides over the last five minutes. The numbers of now stand in a table above, for those who see no picture. */
export function Charts({ past, times }: Props): JSX.Element {
  return (
    <div class="charts">
      {CHARTS.map(([title, pick]) => (
        <Chart
          key={title}
          title={title}
          data={[
            [...times],
            past.map(({ monolith }) => pick(monolith)),
            past.map(({ service }) => pick(service)),
          ]}
        />
      ))}
    </div>
  );
}

interface ChartProps {
  readonly title: string;
  readonly data: AlignedData;
}

function Chart({ title, data }: ChartProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | undefined>(undefined);
  const theme = document.documentElement.dataset['theme'];
  useEffect(() => {
    const box = place.current;
    if (box === null) return undefined;
    plot.current = new UPlot(optionsFor(box), data, box);
    const seen = new ResizeObserver(() => plot.current?.setSize({ width: box.clientWidth, height: HEIGHT }));
    seen.observe(box);
    return () => {
      seen.disconnect();
      plot.current?.destroy();
    };
  }, [theme]);
  useEffect(() => plot.current?.setData(data), [data]);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <div ref={place} aria-hidden="true" />
    </figure>
  );
}

const HEIGHT = 96;
/** A line of few points would stretch over the whole picture and look like a long calm. */
const LEAST_SECONDS = 60;

function clockText(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString([], { hourCycle: 'h23' });
}

function optionsFor(box: HTMLElement): Options {
  const style = getComputedStyle(box);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--quiet'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
    font: '12px system-ui',
  };
  return {
    width: box.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { range: (_plot, first, last) => [Math.min(first, last - LEAST_SECONDS), last] },
      y: { range: (_plot, _least, most) => [0, Math.max(1, (most ?? 0) * 1.1)] },
    },
    axes: [
      { ...axis, values: (_plot, seconds) => seconds.map(clockText), space: 70, size: 30 },
      { ...axis, size: 48 },
    ],
    series: [
      {},
      { stroke: colour('--monolith'), width: 2, dash: [6, 4], points: { show: false } },
      { stroke: colour('--service'), width: 2, points: { show: false } },
    ],
  };
}
