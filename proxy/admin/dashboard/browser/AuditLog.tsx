import type { JSX } from 'preact';
import type { AuditEntry } from '../../../model/rollout.ts';
import type { ApiClient } from './api-client.ts';
import { standingText, timeText } from './format.ts';
import { Headings } from './Headings.tsx';
import { usePolled } from './use-polled.ts';

const SHOWN = 200;

interface Props {
  readonly client: ApiClient;
  /** Another one whenever a route has moved: then there is something new to read. */
  readonly turn: unknown;
}

export function AuditLog({ client, turn }: Props): JSX.Element {
  const { value, fault } = usePolled(() => client.audit(SHOWN), turn, 5000);
  return (
    <section class="page" aria-label="Audit log">
      {fault !== '' && <p role="alert">{fault}</p>}
      <table>
        <caption>Every change of a stage, newest first</caption>
        <Headings names={['When', 'Route', 'What', 'From', 'To', 'Who', 'Why']} />
        <tbody>
          {value?.entries.map((entry) => (
            <Entry key={entry.seq} entry={entry} />
          ))}
        </tbody>
      </table>
      {value?.entries.length === 0 && <p class="note">Nothing has been changed yet.</p>}
      {value?.more === true && <p class="note">Older ones are in .banyan/audit.jsonl.</p>}
    </section>
  );
}

function Entry({ entry }: { readonly entry: AuditEntry }): JSX.Element {
  return (
    <tr>
      <td>
        <time dateTime={entry.at}>{timeText(entry.at)}</time>
      </td>
      <th scope="row">{entry.route}</th>
      <td>
        {entry.kind}
        {entry.dryRun === true && ' (dry run)'}
      </td>
      <td>{standingText(entry.from)}</td>
      <td>{standingText(entry.to)}</td>
      <td>{entry.by}</td>
      <td>{entry.why}</td>
    </tr>
  );
}
