import { useState } from 'preact/hooks';
import { visible } from '../../model/visible.ts';
import { useModel } from '../app/model.ts';
import { EditList } from './what-if/EditList.tsx';
import { MoveFolder } from './what-if/MoveFolder.tsx';
import { ScoreChange } from './what-if/ScoreChange.tsx';
import { Suggestions } from './what-if/Suggestions.tsx';

export function WhatIfView() {
  const { whatIf } = useModel();
  const { refused } = whatIf();
  const [isAsked, setAsked] = useState(false);
  return (
    <div class="what-if">
      {refused.map(({ operation, reason }, number) => (
        <p key={number} class="note" role="alert">
          Not done: {operation.op}: {visible(reason)}
        </p>
      ))}
      <div class="columns">
        <div>
          <MoveFolder />
          <EditList />
        </div>
        <ScoreChange />
      </div>
      {isAsked ? (
        <Suggestions />
      ) : (
        <button type="button" class="primary" onClick={() => setAsked(true)}>
          Suggest moves that make the cut cheaper
        </button>
      )}
    </div>
  );
}
