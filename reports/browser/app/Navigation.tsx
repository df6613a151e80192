import { useModel } from './model.ts';
import type { ViewName } from './page-state.ts';
import { viewOf } from './view-registry.ts';

const ROOMS: readonly (readonly [title: string, views: readonly ViewName[]])[] = [
  ['Decide', ['overview', 'changes']],
  ['Boundaries', ['map', 'matrix', 'folders', 'calls']],
  ['Data', ['data', 'transactions']],
  ['Move', ['endpoints', 'roadmap', 'contested', 'what-if']],
];

export function Navigation() {
  const { page } = useModel();
  const isThere = (view: ViewName): boolean => view !== 'changes' || page.comparison !== undefined;
  return (
    <nav class="nav" aria-label="Views">
      <p class="brand">
        <Mark /> Banyan
      </p>
      {ROOMS.map(([title, views]) => (
        <div class="room" key={title}>
          <p class="room-title">{title}</p>
          <ul>
            {views.filter(isThere).map((view) => (
              <NavItem key={view} view={view} />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function NavItem({ view }: { view: ViewName }) {
  const { state, act, cut } = useModel();
  const { title, countOf } = viewOf(view);
  const number = countOf?.(cut, state);
  return (
    <li>
      <a
        href={`#${view}`}
        aria-current={state.view === view ? 'page' : undefined}
        onClick={(event) => {
          // The address alone would lose long edits.
          event.preventDefault();
          act({ do: 'view', view });
        }}
      >
        <span>{title}</span>
        {number === undefined || number === 0 ? null : <span class="badge">{number}</span>}
      </a>
    </li>
  );
}

/** A banyan: one crown, several trunks. */
function Mark() {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <path
        d="M12 2.5c5.8 0 9.5 3 9.5 6.6 0 2.7-2.4 4.4-5.3 4.4H7.8c-2.9 0-5.3-1.7-5.3-4.4C2.5 5.500 6.200 2.5 12 2.5Z"
        fill="currentColor"
      />
      <path
        d="M6.500 13v8.500M12 13v8.500M17.500 13v8.500"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
      />
    </svg>
  );
}
