import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { bytesText, percentText, rateText } from './format.ts';
import type { LinkState } from './follow-events.ts';
import type { LiveStore, Moment } from './live-store.ts';
import { toMoment } from './live-store.ts';
import { count } from '../../../../words/count.ts';

export type Tab = 'routes' | 'upstreams' | 'audit';

const TABS: readonly (readonly [Tab, string])[] = [
  ['routes', 'Routes'],
  ['upstreams', 'Upstreams'],
  ['audit', 'Audit log'],
];

const LINK: Readonly<Record<LinkState, string>> = {
  connecting: '○ connecting',
  live: '● live',
  lost: '✕ connection lost, trying again',
  refused: '✕ refused',
};

interface Props {
  readonly store: LiveStore;
  readonly tab: Tab;
  readonly choose: (tab: Tab) => void;
  readonly help: () => void;
}

export function Header({ store, tab, choose, help }: Props): JSX.Element {
  const { tick, state } = store;
  return (
    <header>
      <div class="bar">
        <h1>
          Banyan proxy <span class="note">{store.version}</span>
        </h1>
        <span class={`link link-${state}`} role="status">
          {LINK[state]}
        </span>
        <nav aria-label="Views">
          {TABS.map(([name, text]) => (
            <button
              key={name}
              type="button"
              aria-current={tab === name ? 'page' : undefined}
              onClick={() => choose(name)}
            >
              {text}
            </button>
          ))}
        </nav>
        <ThemeChoice />
        <button type="button" onClick={help}>
          Keys <kbd>?</kbd>
        </button>
      </div>
      <Totals store={store} />
      <Warnings tick={tick} />
    </header>
  );
}

/** What an operator should mend, in every view. */
function Warnings({ tick }: { readonly tick: LiveStore['tick'] }): JSX.Element | null {
  if (tick === undefined) return null;
  return (
    <>
      {tick.notRecorded.map(({ what, why }) => (
        <p class="warning" role="alert" key={what}>
          ▲ Not recorded: {what} ({why})
        </p>
      ))}
      {tick.planError !== '' && (
        <p class="warning" role="alert">
          ▲ The plan on disk is not in use: {tick.planError}
        </p>
      )}
    </>
  );
}

function Totals({ store }: { readonly store: LiveStore }): JSX.Element {
  return (
    <dl class="totals">
      {factsOf(store).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf({ tick, routes }: LiveStore): (readonly [string, string])[] {
  if (tick === undefined) return [['requests/s', '–']];
  const services = routes.map(({ now }) => now.service);
  const moments = [
    ...services,
    ...routes.map(({ now }) => now.monolith),
    toMoment(tick.unrouted, tick.elapsedMs),
  ];
  const all = rateOf(moments);
  const errors = moments.reduce((sum, { rate, errorShare }) => sum + rate * (errorShare ?? 0), 0);
  return [
    ['requests/s', rateText(all)],
    ['by services', percentText(all === 0 ? null : rateOf(services) / all)],
    ['5xx', percentText(all === 0 ? null : errors / all)],
    ['in flight', count(tick.inFlight)],
    ['connections', count(tick.connections)],
    ['workers', String(tick.workers)],
    ['memory', bytesText(tick.rssBytes)],
  ];
}

function rateOf(moments: readonly Moment[]): number {
  return moments.reduce((sum, { rate }) => sum + rate, 0);
}

const THEMES = ['auto', 'light', 'dark'] as const;

/** The system's choice unless the reader makes one. */
function ThemeChoice(): JSX.Element {
  const [theme, setTheme] = useState<string>(() => localStorage.getItem('banyan-theme') ?? 'auto');
  document.documentElement.dataset['theme'] = theme;
  return (
    <label class="theme">
      Theme{' '}
      <select
        value={theme}
        onChange={(event) => {
          localStorage.setItem('banyan-theme', event.currentTarget.value);
          setTheme(event.currentTarget.value);
        }}
      >
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
