import type { Instance } from 'ink';
import type { Io } from '../../io.ts';
import { createTheme } from '../draw/theme.ts';
import type { TuiFlags } from '../tui-flags.ts';
import { createFrameWriter } from '../terminal/frame-writer.ts';
import { createScreen } from '../terminal/screen.ts';
import type { Store } from './store.ts';

/** The terminal while the screen stands on it. */
export interface Stage {
  /** `onCrash` is told what broke while drawing. */
  readonly show: (store: Store, onCrash: (error: Error) => void) => void;
  /** Gives the terminal back for a while: to an editor, or to the shell. */
  readonly hide: () => void;
  /** Gives it back for good. */
  readonly close: () => void;
}

/** Loads Ink, and takes the terminal only once there is something to show. */
export async function createStage(flags: TuiFlags, io: Io): Promise<Stage> {
  const { render, createElement, App, SpokenApp } = await loadInk();
  const isSpoken = flags.screenReader === true || io.env['INK_SCREEN_READER'] === 'true';
  const theme = createTheme({ color: io.color, ascii: flags.ascii === true });
  const screen = createScreen(process.stdout);
  const frames = createFrameWriter(process.stdout);
  process.stdout.on('resize', frames.forget);
  let instance: Instance | undefined;
  const hide = (): void => {
    instance?.unmount();
    instance = undefined;
    screen.leave();
  };
  process.once('exit', hide); // Whatever ends the process, the terminal is given back.
  return {
    show: (store, onCrash) => {
      const shared = { exitOnCtrlC: false, patchConsole: false } as const;
      if (isSpoken)
        instance = render(createElement(SpokenApp, { store }), { ...shared, isScreenReaderEnabled: true });
      else {
        screen.enter();
        frames.forget();
        // Debug is Ink's word for handing over every frame whole.
        const options = { ...shared, stdout: frames.stream, debug: true, isScreenReaderEnabled: false };
        instance = render(createElement(App, { store, theme, paint: frames.paint }), options);
      }
      instance.waitUntilExit().catch(onCrash);
    },
    hide,
    close: () => {
      hide();
      process.stdout.removeListener('resize', frames.forget);
      process.removeListener('exit', hide);
    },
  };
}

/**
 * Ink draws nothing but the last frame where `CI` is set, which containers do; a terminal is there, so it is wrong.
 * React chooses between its two builds when it is first loaded: none of it may be imported before.
 */
async function loadInk() {
  const { CI, CONTINUOUS_INTEGRATION } = process.env;
  delete process.env['CI'];
  delete process.env['CONTINUOUS_INTEGRATION'];
  process.env['NODE_ENV'] ??= 'production'; // React's own checks cost as much as the rest of a frame.
  try {
    return await import('./ink-parts.ts');
  } finally {
    if (CI !== undefined) process.env['CI'] = CI;
    if (CONTINUOUS_INTEGRATION !== undefined) process.env['CONTINUOUS_INTEGRATION'] = CONTINUOUS_INTEGRATION;
  }
}
