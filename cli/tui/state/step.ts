import { overlayKey } from './overlay-keys.ts';
import { panelKey } from './panel-keys.ts';
import { go, type Scene } from './steps.ts';
import type { Step } from './tui-state.ts';

/** What one key leads to. Pure: the same key in the same scene always does the same, so that a line of keys is a script. */
export function step(scene: Scene, key: string): Step {
  if (key === 'ctrl-z') return go(scene.state, { do: 'suspend' });
  const { overlay } = scene.state;
  return overlay === undefined ? panelKey(scene, key) : overlayKey({ ...scene, overlay }, key);
}
