import type { Command } from 'commander';
import type { Session } from '../session/session.ts';
import { editProgram } from './edit-program.ts';
import { PALETTE_KEYS } from './parse-line.ts';
import { splitWords } from './split-words.ts';

/** As many as are shown. */
const most = 8;

/** Words that could stand at the end of the line, the likeliest first. */
export function completionsOf(line: string, session: Session): readonly string[] {
  const isNewWord = line === '' || line.endsWith(' ');
  const words = splitWords(line);
  const started = isNewWord ? '' : (words.pop() ?? '');
  return fitting(candidates(words, started, session), started);
}

/** The line with its last word made whole. */
export function completed(line: string, word: string): string {
  const start = line.endsWith(' ') ? line : line.slice(0, line.lastIndexOf(' ') + 1);
  return `${start}${/[\s'"]/u.test(word) ? `'${word}'` : word} `;
}

function candidates(words: readonly string[], started: string, session: Session): readonly string[] {
  const program = session.keep('edit program', () => editProgram(() => undefined));
  const [name, ...rest] = words;
  if (name === undefined)
    return [...program.commands.map((each) => each.name()), ...Object.keys(PALETTE_KEYS)];
  const command = program.commands.find((each) => each.name() === name);
  if (!command) return [];
  if (started.startsWith('-')) return flagsOf(command, rest);
  const values = optionValues(command, rest, session) ?? argumentValues(command, rest, session);
  // Flags stand beside values that are few, and alone where there are thousands to choose from.
  const isMany = started === '' && values.length > most && rest.length > 0;
  return rest.length === 0 ? values : [...(isMany ? [] : values), ...flagsOf(command, rest)];
}

/** What may follow an option that has begun; undefined where none has. */
function optionValues(
  command: Command,
  words: readonly string[],
  session: Session,
): readonly string[] | undefined {
  const flag = words.findLast((word) => word.startsWith('-'));
  const option = command.options.find(({ long }) => long === flag);
  if (option === undefined || (words.at(-1) !== flag && !option.variadic)) return undefined;
  return option.argChoices ?? valuesFor(option.long ?? '', session);
}

function argumentValues(command: Command, words: readonly string[], session: Session): readonly string[] {
  const given = words.filter((word) => !word.startsWith('-')).length;
  const { registeredArguments: all } = command;
  const argument = all[given] ?? all.at(-1);
  const isFull =
    words.some((word) => word.startsWith('-')) || (given >= all.length && argument?.variadic !== true);
  return argument === undefined || isFull ? [] : valuesFor(argument.name(), session);
}

function flagsOf(command: Command, used: readonly string[]): string[] {
  return command.options.map(({ long }) => long ?? '').filter((long) => !used.includes(long));
}

/** What an argument or an option of this name takes. */
function valuesFor(name: string, session: Session): readonly string[] {
  return VALUES[name]?.(session) ?? [];
}

type Values = (session: Session) => readonly string[];

const modules: Values = (session) => session.keep('ids', () => session.analysis.modules.map(({ id }) => id));
const services: Values = (session) => session.services().map(({ name }) => name);

const VALUES: Readonly<Record<string, Values>> = {
  module: modules,
  glob: modules,
  '--modules': modules,
  service: services,
  '--to': services,
  '--into': services,
  '--by': services,
  '--service': services,
  route: ({ view }) => view.routes.map(({ id }) => id),
  stage: () => ['monolith', 'shadow', 'canary', 'live'],
  table: (session) => session.tables().map(({ entity }) => entity),
};

/** Those that begin with it, then those that hold it. */
function fitting(words: readonly string[], started: string): string[] {
  const first: string[] = [];
  const second: string[] = [];
  for (const word of words) {
    if (word.startsWith(started)) first.push(word);
    else if (second.length < most && word.includes(started)) second.push(word);
    if (first.length === most) break;
  }
  return [...first, ...second].slice(0, most);
}
