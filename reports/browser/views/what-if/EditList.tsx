import { useState } from 'preact/hooks';
import { commandOf } from '../../../../what-if/index.ts';
import { visible } from '../../../model/visible.ts';
import { useModel } from '../../app/model.ts';
import { saveText } from '../../parts/save-text.ts';

/** The edits as the commands that do the same to the plan: nothing else leaves this page. */
export function EditList() {
  const { state, act } = useModel();
  if (state.operations.length === 0)
    return (
      <p class="muted">
        No edits yet. Modules can also be moved from their detail, from the contested list, and services
        merged from theirs.
      </p>
    );
  const commands = state.operations.map(commandOf);
  return (
    <section class="card" aria-label="Edits">
      <h2>Your edits</h2>
      <pre class="commands" tabIndex={0}>
        {commands.map((command) => visible(shortened(command))).join('\n')}
      </pre>
      <p class="form-row">
        <Copy text={`${commands.join('\n')}\n`} />
        <Downloads commands={commands} />
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

function Copy({ text }: { text: string }) {
  const [copied, setCopied] = useState('');
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <button type="button" class="primary" onClick={() => void copy()}>
      {copied === text ? 'Copied' : 'Copy the commands'}
    </button>
  );
}

function Downloads({ commands }: { commands: readonly string[] }) {
  const { state } = useModel();
  const script = `#!/bin/sh\nset -e\n${commands.join('\n')}\n`;
  return (
    <>
      <button type="button" onClick={() => saveText('banyan-edits.sh', script, 'text/x-shellscript')}>
        Download as a script
      </button>
      <button
        type="button"
        onClick={() =>
          saveText(
            'banyan-edits.json',
            `${JSON.stringify(state.operations, undefined, 2)}\n`,
            'application/json',
          )
        }
      >
        Download the patch
      </button>
    </>
  );
}

const LONGEST = 300;

function shortened(command: string): string {
  return command.length > LONGEST ? `${command.slice(0, LONGEST)} …` : command;
}
