import type { JSX } from 'preact';

interface Props {
  readonly names: readonly string[];
  /** Of those over numbers, which stand to the right. */
  readonly numbers?: readonly string[];
}

/** The heading of a table: one cell a column. */
export function Headings({ names, numbers = [] }: Props): JSX.Element {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col" class={numbers.includes(name) ? 'number' : undefined}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
