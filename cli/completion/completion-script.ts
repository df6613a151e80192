import type { Command } from 'commander';
import type { CompletedShell } from './shells.ts';

/** What may follow the words of a command. */
interface Place {
  /** `plan move`; empty for the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly {
    readonly flag: string;
    readonly about: string;
    readonly choices: readonly string[];
  }[];
}

/**
 * A script made once from the commands as they are, so that a shell completes without starting anything. It holds only
 * names that this program gave itself.
 */
export function completionScript(shell: CompletedShell, program: Command): string {
  const places = placesOf(program, '');
  if (shell === 'fish') return fishScript(places);
  return shell === 'zsh'
    ? `autoload -U +X bashcompinit && bashcompinit\n${bashScript(places)}`
    : bashScript(places);
}

function placesOf(command: Command, path: string): Place[] {
  const place: Place = {
    path,
    commands: command.commands.map((child) => ({ name: child.name(), about: child.description() })),
    options: [...command.options, ...(path === '' ? [] : [HELP])].flatMap(
      ({ long, description, argChoices }) =>
        long === undefined || long === null
          ? []
          : [{ flag: long, about: description, choices: argChoices ?? [] }],
    ),
  };
  const below = command.commands.flatMap((child) =>
    placesOf(child, path === '' ? child.name() : `${path} ${child.name()}`),
  );
  return [place, ...below];
}

const HELP = { long: '--help', description: 'display help for command', argChoices: [] };

function bashScript(places: readonly Place[]): string {
  const words = places.map(
    ({ path, commands, options }) =>
      `    ${quoted(path)}) words=${quoted([...commands.map(({ name }) => name), ...options.map(({ flag }) => flag)].join(' '))} ;;`,
  );
  const choices = places.flatMap(({ path, options }) =>
    options
      .filter(({ choices: list }) => list.length > 0)
      .map(
        ({ flag, choices: list }) => `    ${quoted(`${path} ${flag}`)}) words=${quoted(list.join(' '))} ;;`,
      ),
  );
  const steps = places.flatMap(({ path, commands }) => commands.map(({ name }) => quoted(`${path} ${name}`)));
  return `_banyan() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
      ${steps.join('|')}) path="\${path:+$path }\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path" in
${words.join('\n')}
  esac
  case "$path $prev" in
${choices.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _banyan banyan
`;
}

function fishScript(places: readonly Place[]): string {
  const lines = places.flatMap(({ path, commands, options }) => {
    const when = fishCondition(
      path,
      commands.map(({ name }) => name),
    );
    return [
      ...commands.map(
        ({ name, about }) =>
          `complete -c banyan -n ${quoted(when)} -f -a ${quoted(name)} -d ${quoted(about)}`,
      ),
      ...options.map(({ flag, about, choices }) => {
        const values = choices.length === 0 ? '' : ` -x -a ${quoted(choices.join(' '))}`;
        return `complete -c banyan -n ${quoted(when)} -l ${quoted(flag.slice(2))}${values} -d ${quoted(about)}`;
      }),
    ];
  });
  return `${lines.join('\n')}\n`;
}

function fishCondition(path: string, below: readonly string[]): string {
  const seen = path === '' ? [] : path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const notYet = below.length === 0 ? [] : [`not __fish_seen_subcommand_from ${below.join(' ')}`];
  return [...seen, ...notYet].join('; and ') || 'true';
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
