import { useMemo } from 'preact/hooks';
import { findSeams, type Seam } from '../../../../analyzer/explain/find-seams.ts';
import { count } from '../../../../words/count.ts';
import { plural } from '../../../../words/plural.ts';
import { useModel } from '../../app/model.ts';
import { ModuleName } from '../ModuleName.tsx';
import { More } from '../More.tsx';
import { ServiceName } from '../ServiceName.tsx';
import { SeamEvidence } from './SeamEvidence.tsx';

const CUTTING = {
  move: 'Move the module',
  call: 'Becomes a call',
  event: 'Becomes an event',
  replicate: 'Copy the types',
  'anti-corruption-layer': 'Translate in one place',
} as const;

/** Every pair of modules behind one arrow, with the lines, and how each could be cut. */
export function LinkDetail({ from, to }: { from: string; to: string }) {
  const { cut, page, act } = useModel();
  const link = cut.links.find((each) => each.from === from && each.to === to);
  const seams = useMemo(() => seamsBetween({ cut, page }, from, to), [cut, from, to]);
  const back = cut.links.find((each) => each.from === to && each.to === from);
  return (
    <>
      <p class="eyebrow">Seam</p>
      <h2 class="link-title">
        <ServiceName name={from} /> <span aria-label="uses">→</span> <ServiceName name={to} />
      </h2>
      <p>
        {link
          ? `${plural(link.uses, 'reference')} in ${plural(link.pairs, 'pair')} of modules.`
          : 'Nothing crosses this way.'}
        {link?.inCycle ? ' Both are in one circle.' : ''}
      </p>
      {back ? (
        <p>
          <button
            type="button"
            onClick={() => act({ do: 'select', selection: { kind: 'link', from: to, to: from } })}
          >
            The other way: {count(back.uses)} references
          </button>
        </p>
      ) : null}
      <Seams seams={seams} />
    </>
  );
}

function Seams({ seams }: { seams: readonly Seam[] }) {
  return (
    <More items={seams} first={15}>
      {(shown) => (
        <ul class="seams">
          {shown.map((seam) => (
            <li key={`${seam.from} ${seam.to}`}>
              <ModuleName id={seam.from} />
              <span class="arrow">uses</span>
              <ModuleName id={seam.to} />
              <SeamEvidence from={seam.from} to={seam.to} />
              <p class="advice">
                <b>{CUTTING[seam.cutting]}</b>: {seam.reason}
              </p>
            </li>
          ))}
        </ul>
      )}
    </More>
  );
}

function seamsBetween(
  { cut, page }: Pick<ReturnType<typeof useModel>, 'cut' | 'page'>,
  from: string,
  to: string,
) {
  const services = cut.services.map(({ name, modules, lines, terms, dependsOn, reasons }) => ({
    name,
    modules,
    lines,
    terms,
    dependsOn,
    reasons,
    cohesion: 0,
  }));
  const decomposition = { granularity: 'recommended', services, placements: [], metrics: {} } as const;
  return findSeams(page.source, decomposition).filter(
    (seam) => seam.fromService === from && seam.toService === to,
  );
}
