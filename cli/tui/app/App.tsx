import { Box, Text, useInput } from 'ink';
import { type ReactElement, useLayoutEffect, useSyncExternalStore } from 'react';
import { drawFrame } from '../draw/frame.ts';
import type { Theme } from '../draw/theme.ts';
import { toKeys } from '../keys/to-keys.ts';
import { joinColumns } from './join-columns.ts';
import type { Store } from './store.ts';

interface AppProps {
  readonly store: Store;
  readonly theme: Theme;
  /** Where the lines go; absent: Ink writes them itself. */
  readonly paint?: (lines: readonly string[]) => void;
}

/** The screen: what the store says, drawn; what is typed, handed to the store. It keeps nothing of its own. */
export function App({ store, theme, paint }: AppProps): ReactElement | null {
  useSyncExternalStore(store.subscribe, () => store.revision);
  useInput((input, key) => {
    for (const each of toKeys(input, key)) store.press(each);
  });
  const lines = drawn(store, theme);
  useLayoutEffect(() => (lines.length > 0 ? paint?.(lines) : undefined));
  return paint ? null : <Lines lines={lines} width={store.state.size.columns} />;
}

/** Ink would swallow what breaks here, and leave a dead screen. */
function drawn(store: Store, theme: Theme): readonly string[] {
  try {
    return store.failed ? [] : joinColumns(drawFrame(store.state, store.session, theme));
  } catch (error) {
    store.fail(error);
    return [];
  }
}

function Lines({
  lines,
  width,
}: {
  readonly lines: readonly string[];
  readonly width: number;
}): ReactElement {
  return (
    <Box width={width} height={lines.length} overflow="hidden">
      <Text wrap="truncate">{lines.join('\n')}</Text>
    </Box>
  );
}
