import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

interface Props {
  /** A token was given and not accepted. */
  readonly wrong: boolean;
  readonly enter: (token: string) => void;
}

export function Login({ wrong, enter }: Props): JSX.Element {
  const [token, setToken] = useState('');
  return (
    <main class="login">
      <h1>Banyan proxy</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          enter(token.trim());
        }}
      >
        <label for="token">Token of the admin listener</label>
        <input
          id="token"
          type="password"
          autocomplete="off"
          autofocus
          required
          aria-describedby="token-note"
          aria-invalid={wrong}
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <button type="submit" class="primary">
          Show the dashboard
        </button>
        {wrong && <p role="alert">This token was not accepted.</p>}
        <p id="token-note" class="note">
          It is the one in the plan’s proxy.admin.tokenFile or tokenEnv. It stays in this tab and is forgotten
          with it.
        </p>
      </form>
    </main>
  );
}
