import type { CutView, ServiceLink } from '../../model/report.ts';
import { visible } from '../../model/visible.ts';
import type { Place } from '../../page-data/page-data.ts';
import { markup, type Markup } from '../markup.ts';

const MARGIN = 30;
/** More lines than this hide what they should show. */
const LINKS = 90;

/** The service map as a picture that needs no script: only attributes, since a strict policy refuses inline styles. */
export function renderMap({ services, links }: CutView, places: readonly Place[]): Markup | undefined {
  if (places.length === 0 || services.length < 2) return undefined;
  const at = new Map(services.map(({ name }, index) => [name, places[index]!]));
  const left = Math.min(...places.map(([x, , r]) => x - r)) - MARGIN;
  const top = Math.min(...places.map(([, y, r]) => y - r)) - MARGIN;
  const width = Math.max(...places.map(([x, , r]) => x + r)) + MARGIN - left;
  const height = Math.max(...places.map(([, y, r]) => y + r)) + MARGIN - top;
  const heaviest = links[0]?.uses ?? 1;
  return markup`<section>
    <h2>Service map</h2>
    <svg
      class="map"
      viewBox="${left} ${top} ${width} ${height}"
      role="img"
      aria-label="Map of ${services.length} services; the tables below say the same"
    >
      <g stroke="#8b989c" fill="none">
        ${links.slice(0, LINKS).map((link) => renderLink(link, at, heaviest))}
      </g>
      <g fill="#e3f1ee" stroke="#1f7a6d" stroke-width="2">
        ${places.map(([x, y, r]) => markup`<circle cx="${x}" cy="${y}" r="${r}" />`)}
      </g>
      <g font-family="system-ui, sans-serif" text-anchor="middle" fill="#10201d">
        ${services.map(({ name }, index) => renderLabel(name, places[index]!))}
      </g>
    </svg>
    <p>
      The area of a circle is its lines of code. Lines are the ${Math.min(LINKS, links.length)} heaviest uses.
    </p>
  </section>`;
}

function renderLink(
  { from, to, uses }: ServiceLink,
  at: ReadonlyMap<string, Place>,
  heaviest: number,
): Markup {
  const [x1, y1] = at.get(from)!;
  const [x2, y2] = at.get(to)!;
  const width = (0.5 + 5 * Math.sqrt(uses / heaviest)).toFixed(1);
  return markup`<line
    x1="${x1}"
    y1="${y1}"
    x2="${x2}"
    y2="${y2}"
    stroke-width="${width}"
    stroke-opacity="0.45"
  />`;
}

function renderLabel(name: string, [x, y, radius]: Place): Markup {
  const size = Math.max(11, Math.min(24, Math.round((radius * 3) / Math.max(6, visible(name).length))));
  return markup`<text x="${x}" y="${y + Math.round(size / 3)}" font-size="${size}">${name.slice(0, 24)}</text>`;
}
