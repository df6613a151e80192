import { Box, Text, useInput } from 'ink';
import { type ReactElement, useSyncExternalStore } from 'react';
import { spokenLines } from '../draw/spoken-lines.ts';
import { toKeys } from '../keys/to-keys.ts';
import type { Store } from './store.ts';

/** The screen for ears: where one is, what is there, what would happen, in that order and without pictures. */
export function SpokenApp({ store }: { readonly store: Store }): ReactElement {
  useSyncExternalStore(store.subscribe, () => store.revision);
  useInput((input, key) => {
    for (const each of toKeys(input, key)) store.press(each);
  });
  return (
    <Box flexDirection="column">
      {spokenLines(store.state, store.session).map((line, i) => (
        <Text key={i}>{line}</Text>
      ))}
    </Box>
  );
}
