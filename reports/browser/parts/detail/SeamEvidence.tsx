import { visible } from '../../../model/visible.ts';
import { useModel } from '../../app/model.ts';
import { SourcePlace } from '../SourcePlace.tsx';
import { count } from '../../../../words/count.ts';

const NAMES = 8;

/** The lines that show a dependency, with what is taken. */
export function SeamEvidence({ from, to }: { from: string; to: string }) {
  const { page } = useModel();
  const parts = page.source.dependencies.filter((each) => each.from === from && each.to === to);
  return (
    <ul class="lines">
      {parts.map(({ kind, names, uses, line }) => (
        <li key={kind}>
          <SourcePlace path={from} line={line} text={line === undefined ? kind : `line ${line}`} />{' '}
          <span class="kind">{kind}</span> {names.slice(0, NAMES).map(visible).join(', ')}
          {names.length > NAMES ? ` and ${count(names.length - NAMES)} more` : ''} ({count(uses)}×)
        </li>
      ))}
    </ul>
  );
}
