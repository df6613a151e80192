import type { JSX } from 'preact';
import type { LiveTick, LiveUpstream } from '../../../model/live.ts';
import { Headings } from './Headings.tsx';

/** Health and breakers, as the workers see them now. */
export function Upstreams({ tick }: { readonly tick: LiveTick | undefined }): JSX.Element {
  return (
    <section class="page" aria-label="Upstreams">
      <table>
        <caption>Upstreams: breakers, addresses and their health</caption>
        <Headings
          names={['Upstream', 'Breaker', 'In flight', 'Waiting', 'Address', 'Health', 'Connections']}
        />
        <tbody>
          {tick?.upstreams.map((upstream) => (
            <Upstream key={upstream.id} upstream={upstream} workers={tick.workers} />
          ))}
        </tbody>
      </table>
      {tick === undefined && <p class="note">Waiting for the first second.</p>}
    </section>
  );
}

interface Props {
  readonly upstream: LiveUpstream;
  readonly workers: number;
}

function Upstream({ upstream, workers }: Props): JSX.Element {
  const { id, active, waiting, endpoints, breakersOpen } = upstream;
  const rows = Math.max(1, endpoints.length);
  return (
    <>
      {Array.from({ length: rows }, (_, at) => {
        const endpoint = endpoints[at];
        return (
          <tr key={endpoint?.address ?? id}>
            {at === 0 && (
              <>
                <th scope="rowgroup" rowSpan={rows}>
                  {id}
                </th>
                <td rowSpan={rows}>{breakerText(breakersOpen, workers)}</td>
                <td rowSpan={rows}>{active}</td>
                <td rowSpan={rows}>{waiting}</td>
              </>
            )}
            <td>
              <code>{endpoint?.address ?? 'no address'}</code>
            </td>
            <td>{endpoint ? healthText(endpoint.available, workers) : '–'}</td>
            <td>{endpoint?.connections ?? 0}</td>
          </tr>
        );
      })}
    </>
  );
}

function breakerText(open: number, workers: number): string {
  if (open === 0) return '✓ closed';
  return workers === 1 ? '✕ open' : `✕ open in ${open} of ${workers} workers`;
}

function healthText(available: number, workers: number): string {
  if (available >= workers) return '✓ takes requests';
  return available === 0 ? '✕ set aside' : `▲ set aside by ${workers - available} of ${workers} workers`;
}
