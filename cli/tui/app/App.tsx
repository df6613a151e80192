import { Box, Text, useInput } from 'ink';
import { memo, type ReactElement, useEffect, useSyncExternalStore } from 'react';
import { drawFrame } from '../draw/frame.ts';
import type { Theme } from '../draw/theme.ts';
import { toKeys } from '../keys/to-keys.ts';
import type { Store } from './store.ts';

interface AppProps {
  readonly store: Store;
  readonly theme: Theme;
  /** Rings when a frame stands that has the changes so far. */
  readonly onFrame?: () => void;
}

/** The screen: what the store says, drawn; what is typed, handed to the store. It keeps nothing of its own. */
export function App({ store, theme, onFrame }: AppProps): ReactElement {
  useSyncExternalStore(store.subscribe, () => store.revision);
  useInput((input, key) => {
    for (const each of toKeys(input, key)) store.press(each);
  });
  useEffect(() => onFrame?.());
  const { score, columns, footer } = drawFrame(store.state, store.session, theme);
  return (
    <Box
      flexDirection="column"
      width={store.state.size.columns}
      height={store.state.size.rows}
      overflow="hidden"
    >
      <Lines text={score} />
      <Box>
        {columns.map((lines, column) => (
          <Lines key={column} text={lines.join('\n')} />
        ))}
      </Box>
      <Lines text={footer.join('\n')} />
    </Box>
  );
}

/** Lines that are as wide as they should be already. Unchanged ones are not laid out again. */
const Lines = memo(function Lines({ text }: { readonly text: string }): ReactElement {
  return (
    <Box flexShrink={0}>
      <Text wrap="truncate">{text}</Text>
    </Box>
  );
});
