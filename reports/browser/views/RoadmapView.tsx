import type { StepView, WaveView } from '../../model/report.ts';
import { visible } from '../../model/visible.ts';
import { count } from '../../../words/count.ts';
import { plural } from '../../../words/plural.ts';
import { useModel } from '../app/model.ts';
import { More } from '../parts/More.tsx';
import { ServiceName } from '../parts/ServiceName.tsx';

export function RoadmapView() {
  const { cut, page, act, state } = useModel();
  const planned = page.plan?.waves ?? [];
  return (
    <div class="roadmap">
      {planned.length > 0 ? <Planned /> : null}
      {cut.roadmap.length === 0 ? (
        <p class="empty">
          The order of extraction is worked out for the recommended cut.{' '}
          {state.cut === 'recommended' ? null : (
            <button type="button" onClick={() => act({ do: 'cut', cut: 'recommended' })}>
              Show it
            </button>
          )}
        </p>
      ) : (
        <>
          <p class="message">
            {plural(cut.roadmap.length, 'wave')}.{' '}
            <span class="muted">
              Value is how often it changes and how closed it is; cost is who uses it, its contested tables
              and cut transactions.
            </span>
          </p>
          <div class="waves" tabIndex={0} role="region" aria-label="Waves">
            {cut.roadmap.map((wave) => (
              <Wave key={wave.wave} wave={wave} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

function Planned() {
  const { page } = useModel();
  return (
    <section class="card">
      <h2>Waves of your plan</h2>
      <ol>
        {page.plan!.waves.map(({ name, services }) => (
          <li key={name}>
            <b>{visible(name)}</b>: {services.map(visible).join(', ')}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Wave({ wave: { wave, steps } }: { wave: WaveView }) {
  const { cut } = useModel();
  const circle = cut.cycles.find(
    (members) => steps.filter(({ service }) => members.includes(service)).length > 1,
  );
  return (
    <section class="wave" aria-label={`Wave ${wave}`}>
      <h2>
        Wave {wave} <span class="muted">{plural(steps.length, 'service')}</span>
      </h2>
      {circle ? (
        <p class="note">
          {count(circle.length)} of them need each other in a circle: cut that first, or take them out
          together.
        </p>
      ) : null}
      <More items={steps} first={12}>
        {(shown) => (
          <ol>
            {shown.map((step) => (
              <Step key={step.service} step={step} />
            ))}
          </ol>
        )}
      </More>
    </section>
  );
}

const FULL = { value: 2, cost: 12 };

function Step({ step }: { step: StepView }) {
  return (
    <li class="card step">
      <ServiceName name={step.service} />
      <dl class="meters">
        <Meter label="value" value={step.value} full={FULL.value} />
        <Meter label="cost" value={step.cost} full={FULL.cost} />
      </dl>
      <p class="muted">
        {plural(step.modules, 'module')} · {plural(step.endpoints, 'endpoint')} · {plural(step.owns, 'table')}{' '}
        · {count(step.incoming)} in, {count(step.outgoing)} out
      </p>
      {step.blockers.length > 0 ? (
        <ul class="blockers">
          {step.blockers.map((blocker) => (
            <li key={blocker} class="breaks">
              {visible(blocker)}
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function Meter({ label, value, full }: { label: string; value: number; full: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <svg class={`meter ${label}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          <rect class="track" width="100" height="6" rx="3" />
          <rect class="fill" width={Math.min(100, (100 * value) / full)} height="6" rx="3" />
        </svg>
        <span class="number">{value.toFixed(2)}</span>
      </dd>
    </div>
  );
}
