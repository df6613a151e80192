import type { CredentialRule } from '../../model/shadow-rule.ts';
import type { UpstreamSpec } from '../../model/upstream.ts';
import type { HandedOver } from '../mirror/messages.ts';
import { isSecretName } from '../redact/secret-names.ts';

/** Fields that are written anew: the whole body goes in one piece, to another host. */
const REWRITTEN = new Set(['host', 'content-length', 'transfer-encoding', 'trailer', 'expect']);

/** Fields by which a client or its proxy proves who it is. */
const CREDENTIALS = new Set(['cookie', 'authorization', 'proxy-authorization', 'x-forwarded-client-cert']);

/** The header section of a copy for the service, from that which the monolith got. */
export function shadowHead(item: HandedOver, service: UpstreamSpec, credentials: CredentialRule): string {
  const kept = fieldLines(item.head).filter(([name]) => credentials.keep || !isCredential(name));
  const set = Object.entries(credentials.set);
  const own = new Set(set.map(([name]) => name));
  const lines = kept.filter(([name]) => !own.has(name)).map(([, line]) => line);
  lines.push(...set.map(([name, value]) => `${name}: ${value}`), `X-Banyan-Shadow: ${item.route}`);
  return assemble(item, lines, hostFor(item, service));
}

/** The header section of a request that is made to the monolith once more: as it was, and marked. */
export function repeatHead(item: HandedOver): string {
  const host = /^host: *(.*)$/imu.exec(item.head)?.[1] ?? '';
  return assemble(item, [...fieldLines(item.head).map(([, line]) => line), 'X-Banyan-Repeat: 1'], host);
}

function assemble(item: HandedOver, lines: readonly string[], host: string): string {
  const target = item.head.slice(0, item.head.indexOf('\r\n'));
  const length = item.requestBytes > 0 || hasBody(item.head) ? [`Content-Length: ${item.requestBytes}`] : [];
  return [target, `Host: ${host}`, ...lines, ...length, '', ''].join('\r\n');
}

function hasBody(head: string): boolean {
  return /\r\n(?:content-length|transfer-encoding):/iu.test(head);
}

/** Lower-case names with their lines, less those that are written anew. */
function fieldLines(head: string): [name: string, line: string][] {
  return head
    .split('\r\n')
    .slice(1, -2)
    .map((line): [string, string] => [line.slice(0, line.indexOf(':')).toLowerCase(), line])
    .filter(([name]) => !REWRITTEN.has(name));
}

function isCredential(name: string): boolean {
  return CREDENTIALS.has(name) || isSecretName(name);
}

function hostFor({ host }: HandedOver, { keepHost, addresses }: UpstreamSpec): string {
  const [address] = addresses;
  if (keepHost && host !== '') return host;
  if (address === undefined || address.socketPath !== undefined) return 'localhost';
  const name = address.host.includes(':') ? `[${address.host}]` : address.host;
  return address.port === (address.protocol === 'https' ? 443 : 80) ? name : `${name}:${address.port}`;
}
