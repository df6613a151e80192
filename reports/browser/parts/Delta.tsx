import { count } from '../../../words/count.ts';

/** `crossing pairs 41 → 29 ▼`: less is better for all that is shown this way. */
export function Delta({ label, before, after }: { label: string; before: number; after: number }) {
  const change = Math.sign(after - before);
  const look = change === 0 ? 'is-same' : change < 0 ? 'is-better' : 'is-worse';
  return (
    <span class={`delta ${look}`}>
      {label}{' '}
      <b>
        {change === 0 ? count(after) : `${count(before)} → ${count(after)}`}
        {change === 0 ? '' : change < 0 ? ' ▼ better' : ' ▲ worse'}
      </b>
    </span>
  );
}
