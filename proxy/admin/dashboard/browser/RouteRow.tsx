import type { JSX } from 'preact';
import { count } from '../../../../words/count.ts';
import { millisecondsText, percentText, rateText } from './format.ts';
import type { LiveRoute } from './live-store.ts';
import { Sparkline } from './Sparkline.tsx';
import { StageBadge } from './StageBadge.tsx';

/** Pixels; the style sheet keeps to it. */
export const ROW_HEIGHT = 44;

interface Props {
  readonly route: LiveRoute;
  readonly index: number;
  readonly inFocus: boolean;
  readonly isOpen: boolean;
  readonly open: (id: string, index: number) => void;
}

export function RouteRow({ route, index, inFocus, isOpen, open }: Props): JSX.Element {
  const { face, now, past } = route;
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isOpen ? 'true' : undefined}
      class={inFocus ? 'focus' : ''}
      onClick={() => open(face.id, index)}
    >
      <th scope="row">
        <button type="button" class="name" aria-expanded={isOpen} onClick={() => open(face.id, index)}>
          {face.id}
        </button>
        <span class="note match">{face.match}</span>
      </th>
      <td>
        <StageBadge face={face} />
      </td>
      <td class="text">{face.service}</td>
      <Both monolith={rateText(now.monolith.rate)} service={rateText(now.service.rate)} />
      <Both
        monolith={warned(percentText(now.monolith.errorShare), now.monolith.errorShare)}
        service={warned(percentText(now.service.errorShare), now.service.errorShare)}
      />
      <Both monolith={millisecondsText(now.monolith.p99Ms)} service={millisecondsText(now.service.p99Ms)} />
      <td class="number">{route.compared === 0 ? '–' : <Divergences route={route} />}</td>
      <td class="chart">
        <Sparkline past={past} turn={past.at(-1)} />
      </td>
    </tr>
  );
}

function Both({ monolith, service }: { readonly monolith: string; readonly service: string }): JSX.Element {
  return (
    <td class="number both">
      <span class="monolith">
        <span class="unseen">monolith </span>
        {monolith}
      </span>
      <span class="service">
        <span class="unseen">service </span>
        {service}
      </span>
    </td>
  );
}

function Divergences({ route: { compared, diverged } }: Pick<Props, 'route'>): JSX.Element {
  return (
    <>
      {diverged > 0 ? '▲ ' : '✓ '}
      {count(diverged)} <span class="note">of {count(compared)}</span>
    </>
  );
}

/** A share of errors worth a look gets a sign, since colour alone says nothing to many. */
function warned(text: string, share: number | null): string {
  return share !== null && share >= 0.01 ? `▲ ${text}` : text;
}
