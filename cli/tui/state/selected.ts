import { FOLDER } from '../rows/module-rows.ts';
import { currentRow } from '../rows/rows-of.ts';
import type { Scene } from './steps.ts';

/** The modules that an action is about: those that are marked, else the one (or the folder) under the cursor. */
export function selectedModules({ state, session }: Scene): readonly string[] {
  if (state.marked.size > 0) return [...state.marked].sort();
  const row = currentRow(state.panel, state, session);
  if (row === undefined) return [];
  if (state.panel === 'decide' || state.panel === 'next') return [row.key];
  return state.panel === 'modules' ? modulesUnder(row.key, { state, session }) : [];
}

/** A module itself, or those of a folder in the group that is shown. */
export function modulesUnder(key: string, { state, session }: Scene): readonly string[] {
  if (!key.startsWith(FOLDER)) return [key];
  const folder = `${key.slice(FOLDER.length)}/`;
  return session.modulesOf(state.group).filter((id) => id.startsWith(folder));
}

/** The service that an action is about: the one under the cursor, or whose modules are shown. */
export function selectedService({ state, session }: Scene): string | undefined {
  const name = state.panel === 'services' ? currentRow('services', state, session)?.key : state.group;
  return session.services().some((service) => service.name === name) ? name : undefined;
}
