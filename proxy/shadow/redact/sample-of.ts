import type { DivergenceSample, SampledAnswer } from '../../model/divergence.ts';
import { decodeBody } from '../compare/decode-body.ts';
import type { Difference } from '../compare/differences.ts';
import { mediaTypeOf } from '../compare/media-type.ts';
import { longNumberOf, parseJson, NOT_JSON } from '../compare/parse-json.ts';
import { type RecordedAnswer, fieldOf } from '../compare/recorded-answer.ts';
import { REDACTED, redactText } from './redact-text.ts';
import { cut, redactValue } from './redact-value.ts';
import { isSecretName } from './secret-names.ts';
import { valuesAround } from './values-around.ts';

/** Letters of a body that are searched for the place. */
const SEARCHED = 262_144;
/** Letters of the body around a place. */
const EXCERPT = 1500;
const VALUE = 300;
const MAX_FIELDS = 30;

export interface Sampled {
  /** ISO 8601. */
  readonly at: string;
  readonly requestId: string;
  /** The header section as the monolith got it. */
  readonly head: string;
  readonly expected: RecordedAnswer;
  /** `undefined`: the service gave no whole answer. */
  readonly actual: RecordedAnswer | undefined;
  readonly maxBody: number;
  /** What `knownSecrets` found in it. */
  readonly known: readonly string[];
}

/** A pair of answers as it may be written down: redacted, cut to what is around the place, without control characters. */
export function sampleOf(pair: Sampled, difference: Difference): DivergenceSample {
  const { at, head, expected, actual, known } = pair;
  const hidden = isSecretPlace(difference);
  const place = difference.part === 'body' ? difference.place : '$';
  const viewOf = (value: unknown): View => ({
    known,
    place,
    needle: typeof value === 'string' && difference.part === 'body' ? value : '',
    maxBody: pair.maxBody,
  });
  return {
    at,
    requestId: printable(redactText(pair.requestId, known)),
    request: requestLine(head, known),
    place: printable(cut(redactText(difference.place, known), VALUE)),
    expected: hidden ? REDACTED : valueText(difference.expected, known),
    actual: hidden ? REDACTED : valueText(difference.actual, known),
    monolith: sampledAnswer(expected, viewOf(difference.expected)),
    service: actual
      ? sampledAnswer(actual, viewOf(difference.actual))
      : { status: 0, headers: [], excerpt: '', bytes: 0 },
  };
}

interface View {
  readonly known: readonly string[];
  readonly place: string;
  /** What this answer has at the place, where it is text. */
  readonly needle: string;
  readonly maxBody: number;
}

function isSecretPlace({ part, path, place }: Difference): boolean {
  if (part === 'header') return isSecretName(path);
  return part === 'body' && place.split(/[\s.:=[\]"]+/u).some(isSecretName);
}

function requestLine(head: string, known: readonly string[]): string {
  const [method = '', target = ''] = head.slice(0, head.indexOf('\r\n')).split(' ');
  const [path = '', query] = target.split(/\?(.*)/su);
  const parameters = query?.split('&').map((parameter) => {
    const [name = '', value] = parameter.split(/=(.*)/su);
    return value !== undefined && isSecretName(name) ? `${name}=${REDACTED}` : parameter;
  });
  const whole = parameters === undefined ? path : `${path}?${parameters.join('&')}`;
  return printable(cut(`${method} ${redactText(whole, known)}`, EXCERPT));
}

function valueText(value: unknown, known: readonly string[]): string {
  if (value === undefined) return '';
  const shown = redactValue(value, known);
  const long = typeof shown === 'string' ? longNumberOf(shown) : undefined;
  return printable(cut(long ?? JSON.stringify(shown), VALUE));
}

function sampledAnswer(answer: RecordedAnswer, view: View): SampledAnswer {
  const headers: string[] = [];
  for (let at = 0; at < answer.fields.length && headers.length < MAX_FIELDS; at += 2) {
    const name = answer.fields[at] as string;
    const value = isSecretName(name) ? REDACTED : redactText(answer.fields[at + 1] as string, view.known);
    headers.push(printable(cut(`${name}: ${value}`, VALUE)));
  }
  const { status, body } = answer;
  return { status, headers, excerpt: printable(excerptOf(answer, view)), bytes: body.length };
}

function excerptOf(answer: RecordedAnswer, { known, place, needle, maxBody }: View): string {
  const { kind, charset } = mediaTypeOf(fieldOf(answer, 'content-type'));
  const body = decodeBody(answer, maxBody);
  if (typeof body === 'string' || kind === 'bytes') return '';
  const text = textOf(body, charset);
  const value = kind === 'json' ? parseJson(text) : NOT_JSON;
  if (value !== NOT_JSON) {
    const holder = valuesAround(value, place);
    const shown = holder.secret ? REDACTED : redactValue(holder.value, known);
    return cut(JSON.stringify(shown, undefined, 2).replaceAll('\\u0000n:', ''), EXCERPT);
  }
  return around(redactText(text.slice(0, SEARCHED), known).slice(0, SEARCHED - EXCERPT), needle);
}

/** A secret is never cut in two: the text is redacted before this, and its ragged end left out. */
function around(text: string, needle: string): string {
  const at = needle === '' ? 0 : Math.max(0, text.indexOf(needle.slice(0, 40)) - EXCERPT / 3);
  const start = at === 0 ? 0 : text.indexOf(' ', at) + 1;
  return `${start === 0 ? '' : '… '}${cut(text.slice(start), EXCERPT)}`;
}

function textOf(body: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return body.toString('latin1');
  }
}

/** Control characters and those that turn the direction of writing are shown by their numbers, so that no terminal obeys them. */
function printable(text: string): string {
  return text.replaceAll(
    // oxlint-disable-next-line no-control-regex -- Control characters are what this looks for.
    /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
