import { useState } from 'preact/hooks';
import { commandOf } from '../../../../what-if/index.ts';
import { visible } from '../../../model/visible.ts';
import { useModel } from '../../app/model.ts';
import { saveText } from '../../parts/save-text.ts';

/** The edits as the commands that do the same to the plan: nothing else leaves this page. */
export function EditList() {
  const { state, act } = useModel();
  const [isCopied, setCopied] = useState(false);
  if (state.operations.length === 0)
    return (
      <p class="muted">
        No edits yet. Modules can also be moved from their detail, from the contested list, and services
        merged from theirs.
      </p>
    );
  const commands = `${state.operations.map(commandOf).join('\n')}\n`;
  const copy = (): void => {
    navigator.clipboard?.writeText(commands).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  const patch = `${JSON.stringify({ formatVersion: 1, kind: 'plan-operations', operations: state.operations }, undefined, 2)}\n`;
  return (
    <section class="card" aria-label="Edits">
      <h2>Your edits</h2>
      <pre class="commands" tabIndex={0}>
        {state.operations.map((operation) => visible(shortened(commandOf(operation)))).join('\n')}
      </pre>
      <p class="form-row">
        <button type="button" class="primary" onClick={copy}>
          {isCopied ? 'Copied' : 'Copy the commands'}
        </button>
        <button
          type="button"
          onClick={() => saveText('banyan-edits.sh', `#!/bin/sh\nset -e\n${commands}`, 'text/x-shellscript')}
        >
          Download as a script
        </button>
        <button type="button" onClick={() => saveText('banyan-edits.json', patch, 'application/json')}>
          Download the patch
        </button>
        <button type="button" onClick={() => act({ do: 'take-back' })}>
          Undo
        </button>
        <button type="button" onClick={() => act({ do: 'clear' })}>
          Undo all
        </button>
      </p>
    </section>
  );
}

const LONGEST = 300;

function shortened(command: string): string {
  return command.length > LONGEST ? `${command.slice(0, LONGEST)} …` : command;
}
