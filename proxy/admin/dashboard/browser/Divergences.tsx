import type { JSX } from 'preact';
import type { CauseRecord, DivergenceSample, RouteDivergences } from '../../../model/divergence.ts';
import type { ApiClient } from './api-client.ts';
import { timeText } from './format.ts';
import { parted, type Piece } from './parted.ts';
import { usePolled } from './use-polled.ts';
import { count } from '../../../../words/count.ts';

interface Props {
  readonly id: string;
  readonly compared: number;
  readonly diverged: number;
  readonly client: ApiClient;
}

/** What differs between the two sides' answers, by cause, with both answers side by side. */
export function Divergences({ id, compared, diverged, client }: Props): JSX.Element | null {
  const { value, fault } = usePolled(() => client.divergences(id), `${id} ${compared > 0}`, 5000);
  const found = value?.routes.find(({ route }) => route === id);
  return (
    <section class="divergences">
      <h3>
        Divergences{' '}
        <span class="note">
          {compared === 0
            ? 'nothing compared since the proxy started'
            : `${count(diverged)} of ${count(compared)} compared`}
        </span>
      </h3>
      {fault !== '' && <p role="alert">{fault}</p>}
      {value && value.notRecorded !== '' && <p role="alert">▲ Not recorded: {value.notRecorded}</p>}
      {found && <Causes found={found} />}
    </section>
  );
}

function Causes({ found }: { readonly found: RouteDivergences }): JSX.Element {
  return (
    <>
      {found.causes.length === 0 && <p class="note">No difference was found.</p>}
      {found.causes.map((cause) => (
        <Cause key={cause.id} cause={cause} />
      ))}
      {found.unlisted > 0 && (
        <p class="note">{found.unlisted} more differences found no place in the list.</p>
      )}
    </>
  );
}

function Cause({ cause }: { readonly cause: CauseRecord }): JSX.Element {
  return (
    <details class={cause.verdict}>
      <summary>
        <span class="count">{count(cause.count)} ×</span> <code>{cause.text}</code>
        {cause.verdict === 'noise' && <span class="note"> noise: the monolith differs from itself here</span>}
      </summary>
      <p class="note">
        First seen {timeText(cause.firstSeen)}, last {timeText(cause.lastSeen)}
      </p>
      {cause.samples.map((sample) => (
        <Sample key={`${sample.requestId} ${sample.place}`} sample={sample} />
      ))}
    </details>
  );
}

function Sample({ sample }: { readonly sample: DivergenceSample }): JSX.Element {
  const [expected, actual] = parted(sample.expected, sample.actual);
  const [before, after] = parted(sample.monolith.excerpt, sample.service.excerpt);
  return (
    <div class="sample">
      <p>
        <code>{sample.request}</code> <span class="note">{timeText(sample.at)}</span>
      </p>
      {sample.place !== '' && (
        <p class="note">
          at <code>{sample.place}</code>
        </p>
      )}
      <div class="pair">
        <Side name="monolith" answer={sample.monolith} value={expected} excerpt={before} />
        <Side name="service" answer={sample.service} value={actual} excerpt={after} />
      </div>
    </div>
  );
}

interface SideProps {
  readonly name: 'monolith' | 'service';
  readonly answer: DivergenceSample['monolith'];
  readonly value: readonly Piece[];
  readonly excerpt: readonly Piece[];
}

function Side({ name, answer, value, excerpt }: SideProps): JSX.Element {
  return (
    <div class="side">
      <h4>
        <i class={`swatch ${name}`} aria-hidden="true" /> {name}{' '}
        <span class="note">status {answer.status}</span>
      </h4>
      <Text pieces={value} />
      <Text pieces={excerpt} />
      <details>
        <summary>{answer.headers.length} header fields</summary>
        <pre>{answer.headers.join('\n')}</pre>
      </details>
    </div>
  );
}

/** What differs stands in `mark`, underlined, so that neither colour nor eyesight decides. */
function Text({ pieces }: { readonly pieces: readonly Piece[] }): JSX.Element | null {
  if (pieces.length === 0) return null;
  return (
    <pre tabIndex={0}>
      {pieces.map(({ text, differs }, index) => (differs ? <mark key={index}>{text}</mark> : text))}
    </pre>
  );
}
