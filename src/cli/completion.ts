import type { Command } from "commander";

/** A command that can be completed: its words after `sluice`, its subcommands, its flags. */
interface Place {
  readonly words: readonly string[];
  readonly description: string;
  readonly commands: readonly Command[];
  readonly flags: readonly {
    readonly long: string;
    readonly description: string;
    readonly choices: readonly string[];
  }[];
  readonly choices: readonly string[];
}

/** `sluice completion`: a script for the shell, made from the commands themselves. */
export function completion(shell: string, program: Command): void {
  const places = [...placesOf(program, [])];
  process.stdout.write(scripts[shell](places));
  process.stderr.write(`Next: ${installs[shell]}\n`);
}

const installs: Readonly<Record<string, string>> = {
  bash: "sluice completion bash >> ~/.bashrc",
  zsh: "sluice completion zsh >> ~/.zshrc",
  fish: "sluice completion fish > ~/.config/fish/completions/sluice.fish",
};

function* placesOf(command: Command, words: readonly string[]): Generator<Place> {
  const flags = command.options
    .filter(({ long, hidden }) => long !== undefined && long !== null && !hidden)
    .map(({ long, description, argChoices }) => ({
      long: long as string,
      description,
      choices: argChoices ?? [],
    }));
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const help = { long: "--help", description: "display help", choices: [] };
  yield {
    words,
    description: command.description(),
    commands: command.commands,
    flags: [...flags, help],
    choices,
  };
  for (const child of command.commands) yield* placesOf(child, [...words, child.name()]);
}

const scripts: Readonly<Record<string, (places: readonly Place[]) => string>> = {
  bash: (places) => bash(places),
  zsh: (places) => `autoload -Uz bashcompinit && bashcompinit\n${bash(places)}`,
  fish: (places) => places.flatMap(fishLines).join("\n").concat("\n"),
};

/** Finds the command among the words typed so far, then offers its commands, flags or the values of a flag; else files. */
function bash(places: readonly Place[]): string {
  const known = places.filter(({ words }) => words.length > 0).map(({ words }) => `"${words.join(" ")}"`);
  return `_sluice() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} place="" words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${place:+$place }\${COMP_WORDS[i]}" in
      ${known.join("|")}) place="\${place:+$place }\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$place $before" in
${places.flatMap(valueCases).join("\n")}
  esac
  if [ -z "$words" ]; then
    case "$place" in
${places.map((place) => `      "${place.words.join(" ")}") words="${offered(place).join(" ")}" ;;`).join("\n")}
    esac
    case "$word" in -*) ;; *) words=$(printf '%s\\n' $words | grep -v '^-') ;; esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _sluice sluice
`;
}

function offered({ commands, flags, choices }: Place): string[] {
  return [...commands.map((command) => command.name()), ...choices, ...flags.map(({ long }) => long)];
}

function valueCases({ words, flags }: Place): string[] {
  return flags
    .filter(({ choices }) => choices.length > 0)
    .map(({ long, choices }) => `    "${words.join(" ")} ${long}") words="${choices.join(" ")}" ;;`);
}

function fishLines({ words, commands, flags, choices }: Place): string[] {
  const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`).join("; and ");
  const condition = words.length === 0 ? "__fish_use_subcommand" : seen;
  const line = (rest: string) => `complete -c sluice -n "${condition}" ${rest}`;
  const inner = commands.map((command) => command.name());
  const open =
    inner.length === 0 || words.length === 0
      ? condition
      : `${seen}; and not __fish_seen_subcommand_from ${inner.join(" ")}`;
  return [
    ...commands.map(
      (command) =>
        `complete -c sluice -n "${open}" -f -a ${command.name()} -d ${fishText(command.description())}`,
    ),
    ...choices.map((choice) => line(`-f -a ${choice}`)),
    ...flags.map(({ long, description, choices: values }) =>
      line(
        `-l ${long.slice(2)} -d ${fishText(description)}${values.length > 0 ? ` -x -a "${values.join(" ")}"` : ""}`,
      ),
    ),
  ];
}

function fishText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
