import type { JSX } from 'preact';
import type { RouteFace } from '../../../model/live.ts';

const SIGNS = { monolith: '□', shadow: '◫', canary: '◧', live: '■' } as const;

/** The stage in words, with a sign of its own, and the share of clients that the service answers as a bar. */
export function StageBadge({ face }: { readonly face: RouteFace }): JSX.Element {
  const share = face.stage === 'live' ? 100 : face.stage === 'canary' ? face.percent : 0;
  return (
    <span class={`stage stage-${face.stage}`}>
      <span aria-hidden="true">{SIGNS[face.stage]}</span> {face.stage}
      {face.stage === 'canary' && ` ${face.percent} %`}
      <span class="under">
        <span class="share" aria-hidden="true">
          <span style={{ width: `${share}%` }} />
        </span>
        {(face.phase === 'paused' || face.phase === 'halted') && <em>{face.phase}</em>}
      </span>
    </span>
  );
}
