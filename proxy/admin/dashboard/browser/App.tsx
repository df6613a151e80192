import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ApiClient } from './api-client.ts';
import type { Asked } from './asked.ts';
import { AuditLog } from './AuditLog.tsx';
import { followEvents } from './follow-events.ts';
import { Header, type Tab } from './Header.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { LiveStore } from './live-store.ts';
import { Login } from './Login.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { RoutesView } from './RoutesView.tsx';
import { useKeys } from './use-keys.ts';
import { Upstreams } from './Upstreams.tsx';
import { useStore } from './use-store.ts';

const TOKEN_KEY = 'banyan-token';

export function App(): JSX.Element {
  const store = useMemo(() => new LiveStore(Date.now), []);
  const [token, setToken] = useState(() => sessionStorage.getItem(TOKEN_KEY) ?? '');
  const [tab, setTab] = useState<Tab>('routes');
  const [asked, setAsked] = useState<Asked>();
  const [help, setHelp] = useState(false);
  const client = useMemo(() => new ApiClient(token), [token]);
  useStore(store);
  useFollowing(store, token);
  useKeys({
    '?': () => setHelp(true),
    1: () => setTab('routes'),
    2: () => setTab('upstreams'),
    3: () => setTab('audit'),
  });

  const enter = (given: string): void => {
    // For this tab alone, and gone with it: a cookie would be sent by pages elsewhere too.
    sessionStorage.setItem(TOKEN_KEY, given);
    setToken(given);
  };
  if (store.state === 'refused') return <Login wrong={token !== ''} enter={enter} />;
  return (
    <>
      <Header store={store} tab={tab} choose={setTab} help={() => setHelp(true)} />
      <main>
        {tab === 'routes' && <RoutesView store={store} client={client} ask={setAsked} />}
        {tab === 'upstreams' && <Upstreams tick={store.tick} />}
        {tab === 'audit' && <AuditLog client={client} turn={store.routes} />}
      </main>
      {asked && <MoveDialog asked={asked} client={client} close={() => setAsked(undefined)} />}
      {help && <KeyHelp close={() => setHelp(false)} />}
    </>
  );
}

/** Listens as long as the page is open, with the token of now. */
function useFollowing(store: LiveStore, token: string): void {
  useEffect(() => {
    const over = new AbortController();
    const followed = {
      routes: store.takeRoutes.bind(store),
      tick: store.takeTick.bind(store),
      state: store.setState.bind(store),
    };
    void followEvents(token, followed, over.signal);
    return () => over.abort();
  }, [store, token]);
}
