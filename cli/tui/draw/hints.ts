import type { PanelName } from '../state/tui-state.ts';

/** The keys that matter most in each panel; `?` has them all. */
export const HINTS: Readonly<Record<PanelName, string>> = {
  services: '? keys  Enter modules  M merge  r rename  n new  x explain  w save  q quit',
  modules: '? keys  m move  Space mark  S split off  / find  x explain  w save  q quit',
  decide: '? keys  Enter choose a service  = stays here  x explain  w save  q quit',
  next: '? keys  Enter preview and do it  x explain  m elsewhere  w save  q quit',
  seams: '? keys  Enter open  / find  [ ] pages  w save  q quit',
  data: '? keys  o owner  Enter who uses it  / find  [ ] pages  w save  q quit',
  routes: '? keys  s stage  U upstream  P promote  B roll back  w save  q quit',
  waves: '? keys  x explain  [ ] pages  w save  q quit',
};

/** Every key, with what it does. */
export const HELP: readonly (readonly [keys: string, does: string])[] = [
  ['1 … 8', 'go to a panel; Tab, ← and → to the next'],
  ['[ ]', 'turn the pages on the right'],
  ['+ _', 'one panel on the whole screen, and back'],
  ['↑ ↓ j k', 'up and down; PgUp, PgDn, g and G for more'],
  ['Enter', 'into it: modules, a folder, who uses a table, a stage'],
  ['Space', 'mark a module or a folder; Esc takes all marks away'],
  ['/', 'filter the list; in Modules, search all of the code'],
  [':', 'command, as after "banyan plan"; Tab completes'],
  ['x', 'explain: why it is where it is, with evidence'],
  ['', ''],
  ['m', 'move the marked modules, or the one under the cursor'],
  ['M', 'merge a service into another'],
  ['S', 'split the marked modules off into a new service'],
  ['r n', 'rename a service; make a new one'],
  ['k K', 'keep the marked modules together; apart'],
  ['=', 'decide that a module stays where it is'],
  ['o', 'choose the owner of a table'],
  ['s', 'stage of a route in the plan'],
  ['U', 'say where a service listens'],
  ['P B', 'promote, roll back a route in the running proxy'],
  ['', ''],
  ['u Ctrl-R', 'take back, do again'],
  ['d w', 'what has changed; save it'],
  ['y', 'copy the changes as commands'],
  ['e', 'open the plan in $EDITOR'],
  ['F', 'see what somebody else changed on disk'],
  ['q', 'quit; asks only where something would be lost'],
];
