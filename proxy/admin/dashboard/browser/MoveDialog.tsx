import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { count } from '../../../../words/count.ts';
import type { RouteFace } from '../../../model/live.ts';
import type { ApiClient, Because, Verb } from './api-client.ts';
import type { Asked } from './asked.ts';
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
  const { verb, route } = asked;
  const { fault, busy, move } = useMove({ asked, client, close });
  const [by, setBy] = useState(() => sessionStorage.getItem(WHO_KEY) ?? '');
  const [why, setWhy] = useState('');
  const submit = (event: Event): void => {
    event.preventDefault();
    sessionStorage.setItem(WHO_KEY, by);
    void move({ by, why });
  };
  return (
    <Modal title={`${TITLES[verb]} ${route.face.id}?`} close={close}>
      <form onSubmit={submit}>
        <p>{CONSEQUENCES[verb](route.face)}</p>
        {verb === 'promote' && <Evidence {...route} />}
        <Field id="who" text="Who" longest={200} value={by} set={setBy} />
        <Field id="why" text="Why" longest={1000} value={why} set={setWhy} />
        {fault !== '' && <p role="alert">{fault}</p>}
        <p class="actions">
          <button type="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class={verb === 'rollback' ? 'danger' : 'primary'} disabled={busy}>
            {TITLES[verb]}
          </button>
        </p>
      </form>
    </Modal>
  );
}

/** What a person should know before clients meet the service. */
function Evidence({ face, compared, diverged }: Asked['route']): JSX.Element | null {
  if (diverged > 0) {
    return (
      <p class="warning">
        Of {count(compared)} compared answers {count(diverged)} differ.
      </p>
    );
  }
  const isUnseen = face.stage !== 'canary' && compared === 0;
  return isUnseen ? (
    <p class="warning">None of its answers was compared with the monolith’s since the proxy started.</p>
  ) : null;
}

function useMove({ asked, client, close }: Props): {
  fault: string;
  busy: boolean;
  move: (because: Because) => Promise<void>;
} {
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const move = async (because: Because): Promise<void> => {
    setBusy(true);
    try {
      await client.move(asked.route.face.id, asked.verb, because);
      close();
    } catch (error) {
      setFault((error as Error).message);
      setBusy(false);
    }
  };
  return { fault, busy, move };
}

interface FieldProps {
  readonly id: string;
  readonly text: string;
  readonly longest: number;
  readonly value: string;
  readonly set: (value: string) => void;
}

function Field({ id, text, longest, value, set }: FieldProps): JSX.Element {
  return (
    <>
      <label for={id}>{text}</label>
      <input
        id={id}
        required
        maxlength={longest}
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </>
  );
}

const TITLES: Readonly<Record<Verb, string>> = {
  promote: 'Promote',
  rollback: 'Roll back',
  pause: 'Pause',
  resume: 'Resume',
};

const CONSEQUENCES: Readonly<Record<Verb, (face: RouteFace) => string>> = {
  promote: (face) =>
    `From ${standingText(face)} to ${standingText(face.next ?? face)}. Requests that begin from then on follow it.`,
  rollback: (face) =>
    `From ${standingText(face)} to monolith, at once: the monolith answers every request of this route.`,
  pause: () =>
    'The gates promote it no further until somebody resumes it. A service that fails is still rolled back.',
  resume: () => 'The gates decide again about its next step.',
};
