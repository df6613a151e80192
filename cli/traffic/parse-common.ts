import type { SeenRequest } from '../../proxy/index.ts';
import { numberOf } from '../../proxy/index.ts';
import { pathOf } from './path-of.ts';

// host ident user [day/Mon/year:h:m:s zone] "METHOD target HTTP/x" status bytes …: combined adds referrer and agent,
// and many add the time taken as the last field.
const LINE =
  /^(?<client>\S+) \S+ .*?\[(?<time>[^\]]{20,40})\] "(?<method>[A-Z]{3,10}) (?<target>\S+)(?: HTTP\/[\d.]+)?" (?<status>\d{3}) (?:\d+|-)(?<rest>.*)$/u;
const TIME = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/u;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MINUTE_MS = 60_000;

/** One line of Apache's and nginx's common or combined format; `undefined` where it is none. */
export function parseCommon(line: string): SeenRequest | undefined {
  const found = LINE.exec(line)?.groups as Fields | undefined;
  if (found === undefined) return undefined;
  const path = pathOf(found.target);
  const at = parseTime(found.time);
  if (path === undefined || Number.isNaN(at)) return undefined;
  const agent = /"([^"]*)"[^"]*$/u.exec(found.rest)?.[1] ?? '';
  const client = numberOf(`${found.client} ${agent}`);
  const ms = secondsTaken(found.rest) * 1000;
  return { method: found.method, path, isTemplate: false, status: Number(found.status), ms, client, at };
}

type Fields = Readonly<Record<'client' | 'time' | 'method' | 'target' | 'status' | 'rest', string>>;

/** nginx's `$request_time` at the end of the line: seconds with a point. Whole numbers could be anything. */
function secondsTaken(rest: string): number {
  const seconds = / (\d+\.\d{3})$/u.exec(rest)?.[1];
  return seconds === undefined ? Number.NaN : Number(seconds);
}

function parseTime(text: string): number {
  const found = TIME.exec(text);
  if (found === null) return Number.NaN;
  const [day, year, hour, minute, second] = [1, 3, 4, 5, 6].map((group) => Number(found[group]));
  const month = MONTHS.indexOf(found[2] ?? '');
  const ahead = (Number(found[8]) * 60 + Number(found[9])) * (found[7] === '-' ? -1 : 1);
  if (month < 0) return Number.NaN;
  return Date.UTC(year ?? 0, month, day, hour, minute, second) - ahead * MINUTE_MS;
}
