import { spawn } from 'node:child_process';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
};

/** Hands a file to the desktop. Resolves to what went wrong, undefined where nothing did; never waits for the browser. */
export function openFile(file: string): Promise<string | undefined> {
  const [command, ...options] = OPENERS[process.platform] ?? ['xdg-open'];
  return new Promise((done) => {
    const child = spawn(command, [...options, file], { detached: true, stdio: 'ignore' });
    child.once('error', (error) => done(error.message));
    child.once('spawn', () => {
      child.unref();
      done(undefined);
    });
  });
}
