import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Verb } from './api-client.ts';
import type { ApiClient } from './api-client.ts';
import type { Asked } from './App.tsx';
import { standingText } from './format.ts';
import { Modal } from './Modal.tsx';

const WHO_KEY = 'banyan-who';

interface Props {
  readonly asked: Asked;
  readonly client: ApiClient;
  readonly close: () => void;
}

/** Nothing moves without a name: both fields end in the audit log. */
export function MoveDialog({ asked, client, close }: Props): JSX.Element {
  const [by, setBy] = useState(() => sessionStorage.getItem(WHO_KEY) ?? '');
  const [why, setWhy] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const { face } = asked.route;
  const submit = async (): Promise<void> => {
    setBusy(true);
    sessionStorage.setItem(WHO_KEY, by);
    try {
      await client.move(face.id, asked.verb, { by, why });
      close();
    } catch (error) {
      setFault((error as Error).message);
      setBusy(false);
    }
  };
  return (
    <Modal title={`${TITLES[asked.verb]} ${face.id}?`} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>{consequence(asked)}</p>
        <label for="who">Who</label>
        <input
          id="who"
          required
          maxlength={200}
          value={by}
          onInput={(event) => setBy(event.currentTarget.value)}
        />
        <label for="why">Why</label>
        <input
          id="why"
          required
          maxlength={1000}
          value={why}
          onInput={(event) => setWhy(event.currentTarget.value)}
        />
        {fault !== '' && <p role="alert">{fault}</p>}
        <p class="actions">
          <button type="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class={asked.verb === 'rollback' ? 'danger' : 'primary'} disabled={busy}>
            {TITLES[asked.verb]}
          </button>
        </p>
      </form>
    </Modal>
  );
}

const TITLES: Readonly<Record<Verb, string>> = {
  promote: 'Promote',
  rollback: 'Roll back',
  pause: 'Pause',
  resume: 'Resume',
};

function consequence({ route: { face }, verb }: Asked): string {
  const now = standingText(face);
  switch (verb) {
    case 'promote':
      return face.next
        ? `From ${now} to ${standingText(face.next)}. Requests that begin from then on follow it.`
        : now;
    case 'rollback':
      return `From ${now} to monolith, at once: the monolith answers every request of this route.`;
    case 'pause':
      return 'The gates promote it no further until somebody resumes it. A service that fails is still rolled back.';
    case 'resume':
      return 'The gates decide again about its next step.';
  }
}
