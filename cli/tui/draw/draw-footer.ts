import { printable } from '../../printable.ts';
import { wrap } from '../../text/layout.ts';
import { completionsOf } from '../palette/complete-line.ts';
import { parseLine } from '../palette/parse-line.ts';
import type { Role } from '../rows/row.ts';
import { currentRow } from '../rows/rows-of.ts';
import type { Session } from '../session/session.ts';
import { told } from '../state/change.ts';
import { choicesOf } from '../state/choices-of.ts';
import { promptOperation } from '../state/overlay-keys.ts';
import type { Overlay, TuiState } from '../state/tui-state.ts';
import type { Operation } from '../../../plan/index.ts';
import { clip, fit } from './fit.ts';
import { HINTS } from './hints.ts';
import { stageEffect } from './stage-effect.ts';
import type { Theme } from './theme.ts';
import { count } from '../../../words/count.ts';

/** Two lines of what would happen, or has; one of what can be typed. */
export interface Footer {
  readonly told: string;
  readonly role?: Role;
  /** Keys, or the line that is typed. */
  readonly line: string;
  /** Whether `line` takes text, so that a cursor stands at its end. */
  readonly isInput?: boolean;
}

export const FOOTER_LINES = 3;

export function drawFooter(state: TuiState, session: Session, theme: Theme): string[] {
  const { columns } = state.size;
  const { told: text, role, line, isInput } = footerOf(state, session);
  const [first = '', ...others] = wrap(clip(printable(text), 3 * columns).trimEnd(), columns - 2);
  const body = [first, others.join(' ')].map((each) => theme.paint(role, ` ${clip(each, columns - 1)}`));
  const shown =
    isInput === true ? clip(tail(line, columns - 4), columns - 3).trimEnd() : clip(line, columns - 1);
  const last = isInput === true ? ` ${shown}${theme.cursor(' ', true)}` : ` ${theme.paint('dim', shown)}`;
  return [...body, last];
}

/** The end of a line that is too long is where one types. */
function tail(line: string, width: number): string {
  return line.length <= width ? line : `…${line.slice(line.length - width + 1)}`;
}

export function footerOf(state: TuiState, session: Session): Footer {
  if (state.overlay) return overlayFooter(state, state.overlay, session);
  const line = HINTS[state.panel];
  if (state.message) {
    const role = ({ info: undefined, done: 'good', error: 'bad' } as const)[state.message.kind];
    return { told: state.message.text, line, ...(role === undefined ? {} : { role }) };
  }
  if (state.marked.size > 0) {
    return {
      told: `${count(state.marked.size)} marked: m moves them, S makes a service of them, k keeps them together, K apart`,
      role: 'accent',
      line,
    };
  }
  const row = currentRow(state.panel, state, session);
  return { told: row?.told ?? row?.text ?? '', role: 'dim', line };
}

type Of<Kind extends Overlay['kind']> = Extract<Overlay, { kind: Kind }>;
type Draw<Kind extends Overlay['kind']> = (overlay: Of<Kind>, state: TuiState, session: Session) => Footer;

function overlayFooter(state: TuiState, overlay: Overlay, session: Session): Footer {
  const footer = (OVERLAYS[overlay.kind] as Draw<Overlay['kind']>)(overlay as never, state, session);
  return state.message?.kind === 'error' ? { ...footer, told: state.message.text, role: 'bad' } : footer;
}

const OVERLAYS: { readonly [Kind in Overlay['kind']]: Draw<Kind> } = {
  help: () => ({ told: '', line: '↑↓ scroll   Esc back' }),
  text: () => ({ told: '', line: '↑↓ scroll   Esc back' }),
  filter: ({ text }) => ({
    told: 'Every word must be in the line. Enter keeps the filter, Esc takes it away.',
    role: 'dim',
    line: `/${text}`,
    isInput: true,
  }),
  palette: ({ text, choice }, _, session) => paletteFooter(text, choice, session),
  prompt: (overlay, _, session) => ({
    ...(overlay.text === '' ? { told: '' } : previewFooter(promptOperation(overlay), session)),
    line: `${PROMPTS[overlay.ask.for]} ${overlay.text}`,
    isInput: true,
  }),
  pick: (overlay, _, session) => {
    const choices = choicesOf(overlay.pick, overlay.filter, session);
    const chosen = choices[Math.min(overlay.cursor, choices.length - 1)];
    return {
      ...(chosen ? effectFooter(chosen.operation, session) : { told: 'nothing of that name' }),
      line: 'Enter does it   ↑↓ choose   type to narrow   Ctrl-Y copy command   Esc back',
    };
  },
  confirm: ({ operation }, _, session) => ({
    ...previewFooter(operation, session),
    line: 'Enter does it   y copy command   Esc back',
  }),
  traffic: ({ verb, route }) => ({
    told: `${verb === 'promote' ? 'Promote' : 'Roll back'} ${route} in the running proxy, for real requests?`,
    role: 'warn',
    line: `Enter ${verb === 'promote' ? 'promotes it' : 'rolls it back'}   Esc leaves it`,
  }),
  save: () => ({
    told: 'This is what changes in the file.',
    role: 'accent',
    line: 'Enter saves   ↑↓ scroll   Esc back',
  }),
  foreign: () => ({
    told: 'Somebody else changed the plan. Above: what they changed since you read it.',
    role: 'warn',
    line: 'r make my changes on theirs   t take theirs, drop mine   Esc later',
  }),
  restore: ({ operations }) => ({
    told: `The last sitting ended without a word, with ${operations.length} unsaved: ${operations.slice(-3).map(told).join('; ')}`,
    role: 'warn',
    line: 'Enter takes them up again   d drops them',
  }),
  quit: ({ kind }, state) => ({
    told: kind === 'quit' ? `${state.applied - state.saved.length} changes are not saved.` : '',
    role: 'warn',
    line: 'w save   Q leave without saving   Esc back',
  }),
};

const PROMPTS = {
  new: 'Name of the new service:',
  rename: 'New name:',
  split: 'Name of the new service:',
  upstream: 'Where it listens (http://host:port):',
} as const;

/** A change, and what it would do. */
function previewFooter(operation: Operation, session: Session): { told: string; role: Role } {
  const { told: effect, role } = effectFooter(operation, session);
  return role === 'bad' ? { told: effect, role } : { told: `${told(operation)}: ${effect}`, role };
}

/** What a change would do, in the words of the commands. */
function effectFooter(operation: Operation, session: Session): { told: string; role: Role } {
  const preview = session.preview(operation);
  if ('refusal' in preview) return { told: preview.refusal, role: 'bad' };
  if (operation.op === 'stage') return { told: stageEffect(operation, session), role: 'accent' };
  if (operation.op === 'upstream') return { told: 'its routes can leave the monolith', role: 'accent' };
  const text = preview.text === '' ? 'nothing that is counted changes' : preview.text;
  return { told: text, role: preview.text === '' ? 'dim' : 'accent' };
}

function paletteFooter(text: string, choice: number, session: Session): Footer {
  const words = completionsOf(text, session);
  const shown = words
    .map((word, i) => (i === choice % Math.max(1, words.length) ? `[${word}]` : ` ${word} `))
    .join('');
  const parsed = parseLine(text);
  const line = `:${text}`;
  if ('operation' in parsed) {
    const { told: effect, role } = previewFooter(parsed.operation, session);
    return { told: `${fit('Enter:', 7)}${effect}`, role, line, isInput: true };
  }
  if (shown !== '') return { told: shown, role: 'dim', line, isInput: true };
  return 'problem' in parsed
    ? { told: parsed.problem, role: 'warn', line, isInput: true }
    : { told: '', line, isInput: true };
}
