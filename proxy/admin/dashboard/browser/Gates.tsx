import type { JSX } from 'preact';
import type { GateName, GateStatus, Verdict } from '../../../model/rollout.ts';
import type { ApiClient } from './api-client.ts';
import { millisecondsText, percentText } from './format.ts';
import { Headings } from './Headings.tsx';
import { usePolled } from './use-polled.ts';
import { count } from '../../../../words/count.ts';

const NAMES: Readonly<Record<GateName, string>> = {
  requests: 'requests',
  errors: '5xx',
  clientErrors: '4xx',
  latency: 'p99',
  divergence: 'divergence',
};
const VERDICTS: Readonly<Record<Verdict, string>> = {
  pass: '✓ pass',
  fail: '✕ fail',
  warn: '! holds',
  unsure: '… unsure',
  off: '– off',
};

const NUMBERS = ['Service', 'Monolith', 'Limit', 'Evidence'];

interface Props {
  readonly id: string;
  readonly client: ApiClient;
}

/** What the gates say about the next step, each with both sides' numbers and its limit. */
export function Gates({ id, client }: Props): JSX.Element | null {
  const { value: rollout, fault } = usePolled(() => client.rollout(id), id, 3000);
  if (fault !== '') return <p role="alert">{fault}</p>;
  if (!rollout) return null;
  return (
    <section class="gates">
      <h3>
        Gates <span class="note">{rollout.phase}</span>
        {rollout.dryRun && <span class="note"> · dry run: says what it would do, and does nothing</span>}
      </h3>
      {rollout.reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <table>
        <Headings names={['Gate', 'Verdict', ...NUMBERS]} numbers={NUMBERS} />
        <tbody>
          {rollout.gates.map((gate) => (
            <Gate key={gate.name} gate={gate} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Gate({ gate }: { readonly gate: GateStatus }): JSX.Element {
  const text = (value: number | null): string => valueText(gate.name, value);
  return (
    <tr>
      <th scope="row">{NAMES[gate.name]}</th>
      <td class={`verdict-${gate.verdict}`}>{VERDICTS[gate.verdict]}</td>
      <td class="number">{text(gate.service)}</td>
      <td class="number">{text(gate.monolith)}</td>
      <td class="number">{text(gate.limit)}</td>
      <td class="number">{percentText(Math.max(0, Math.min(1, gate.progress)))}</td>
    </tr>
  );
}

function valueText(name: GateName, value: number | null): string {
  if (value === null) return '–';
  if (name === 'requests') return count(value);
  return name === 'latency' ? millisecondsText(value) : percentText(value);
}
