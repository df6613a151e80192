import type { JSX } from 'preact';
import type { ApiClient, Verb } from './api-client.ts';
import { Charts } from './Charts.tsx';
import { Divergences } from './Divergences.tsx';
import { millisecondsText, percentText, rateText } from './format.ts';
import { Gates } from './Gates.tsx';
import { Headings } from './Headings.tsx';
import type { LiveRoute, Moment } from './live-store.ts';
import { isAllowed } from './is-allowed.ts';
import { StageBadge } from './StageBadge.tsx';

interface Props {
  readonly route: LiveRoute;
  readonly times: readonly number[];
  readonly client: ApiClient;
  readonly ask: (verb: Verb) => void;
  readonly close: () => void;
}

const ACTIONS: readonly (readonly [Verb, string, string, string])[] = [
  ['promote', 'Promote', 'p', 'primary'],
  ['rollback', 'Roll back', 'r', 'danger'],
  ['pause', 'Pause', 'space', ''],
  ['resume', 'Resume', 'space', ''],
];

export function RouteDetail({ route, times, client, ask, close }: Props): JSX.Element {
  const { face } = route;
  return (
    <aside class="detail" aria-label={`Route ${face.id}`}>
      <div class="head">
        <h2>{face.id}</h2>
        <button type="button" onClick={close}>
          Close <kbd>Esc</kbd>
        </button>
      </div>
      <p class="match">
        {face.match} → {face.service}
      </p>
      <p>
        <StageBadge face={face} />
      </p>
      <p class="actions">
        {ACTIONS.filter(([verb]) =>
          verb === 'promote' || verb === 'rollback' ? true : isAllowed(verb, face),
        ).map(([verb, text, key, kind]) => (
          <button
            key={verb}
            type="button"
            class={kind}
            disabled={!isAllowed(verb, face)}
            onClick={() => ask(verb)}
          >
            {text} <kbd>{key}</kbd>
          </button>
        ))}
      </p>
      {face.phase !== null && <Gates id={face.id} client={client} />}
      <Sides route={route} />
      <Charts past={route.past} times={times} />
      <Divergences id={face.id} compared={route.compared} diverged={route.diverged} client={client} />
    </aside>
  );
}

const ROWS: readonly (readonly [string, (moment: Moment) => string])[] = [
  ['requests/s', ({ rate }) => rateText(rate)],
  ['5xx', ({ errorShare }) => percentText(errorShare)],
  ['p50', ({ p50Ms }) => millisecondsText(p50Ms)],
  ['p99', ({ p99Ms }) => millisecondsText(p99Ms)],
];

const NUMBERS = ROWS.map(([name]) => name);

function Sides({ route: { now } }: Pick<Props, 'route'>): JSX.Element {
  return (
    <table class="sides">
      <caption>The last interval</caption>
      <Headings names={['Side', ...NUMBERS]} numbers={NUMBERS} />
      <tbody>
        {(['monolith', 'service'] as const).map((side) => (
          <tr key={side}>
            <th scope="row">
              <i class={`swatch ${side}`} aria-hidden="true" /> {side}
            </th>
            {ROWS.map(([name, text]) => (
              <td key={name} class="number">
                {text(now[side])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
