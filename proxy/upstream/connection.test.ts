import { Socket } from 'node:net';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Connection, type ResponseSink } from './connection.ts';
import type { UpstreamFault } from './fault.ts';
import type { ResponseHead } from './response-head.ts';

interface Heard {
  head: ResponseHead | undefined;
  body: string;
  ended: boolean;
  fault: UpstreamFault | undefined;
  trailers: readonly string[];
  kept: boolean;
}

/** Plays the pieces of an answer to a connection, as a socket would deliver them. */
function play(pieces: readonly Buffer[], bodiless = false): Heard {
  const heard: Heard = {
    head: undefined,
    body: '',
    ended: false,
    fault: undefined,
    trailers: [],
    kept: false,
  };
  const sink: ResponseSink = {
    bodiless,
    upgrading: false,
    onConnected: () => undefined,
    onInformation: () => undefined,
    onHead: (head) => void (heard.head = head),
    onData: (piece) => void (heard.body += piece.toString('latin1')),
    onEnd: (trailers) => void Object.assign(heard, { ended: true, trailers }),
    onWhole: (head, body) => void Object.assign(heard, { head, body: body.toString('latin1'), ended: true }),
    onUpgrade: () => undefined,
    onFault: (fault) => void (heard.fault = fault),
    onDrain: () => undefined,
  };
  const socket = new Socket();
  const keeper = { release: () => void (heard.kept = true), drop: () => void (heard.kept = false) };
  const connection = new Connection(socket, keeper, 'connect');
  connection.begin(sink);
  connection.requestDone();
  for (const piece of pieces) socket.emit('data', piece);
  return heard;
}

function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const cuts = [...new Set(places.map((place) => place % bytes.length))].sort((a, b) => a - b);
  return [...cuts, bytes.length].map((end, index) => bytes.subarray(cuts[index - 1] ?? 0, end));
}

const body = fc
  .string({ unit: 'binary', maxLength: 300 })
  .map((text) => Buffer.from(text).toString('latin1'));

test('reads a chunked answer alike in whatever pieces it comes', () => {
  fc.assert(
    fc.property(fc.array(body, { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 20 }), (chunks, places) => {
      const full = chunks.filter((chunk) => chunk.length > 0);
      const encoded = full.map((chunk) => `${chunk.length.toString(16)};x=y\r\n${chunk}\r\n`).join('');
      const text = `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${encoded}0\r\nX-T: 1\r\n\r\n`;
      const heard = play(cutAt(Buffer.from(text, 'latin1'), places));
      expect(heard).toMatchObject({
        body: full.join(''),
        ended: true,
        fault: undefined,
        kept: true,
        trailers: ['X-T', '1'],
      });
    }),
  );
});

test('reads an answer with a length alike in whatever pieces it comes', () => {
  fc.assert(
    fc.property(body, fc.array(fc.nat(), { maxLength: 20 }), (text, places) => {
      const answer = `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
      const heard = play(cutAt(Buffer.from(answer, 'latin1'), places));
      expect(heard).toMatchObject({ body: text, ended: true, fault: undefined, kept: true });
    }),
  );
});

test('never keeps a connection with bytes on it that nobody asked for (response queue poisoning)', () => {
  const evil = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nEVIL';
  for (const first of [
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    'HTTP/1.1 204 No Content\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
  ]) {
    expect(play([Buffer.from(first + evil)])).toMatchObject({ ended: true, kept: false });
    expect(play([Buffer.from(first), Buffer.from(evil)])).toMatchObject({ ended: true, kept: false });
  }
});

test('survives any bytes, and ends in one way', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, looksRight) => {
      const start = looksRight ? 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n' : '';
      const heard = play([Buffer.concat([Buffer.from(start), bytes])]);
      expect(heard.ended && heard.fault !== undefined).toBe(false);
    }),
  );
});
