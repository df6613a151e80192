import { existsSync } from 'node:fs';

import { chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium of this machine: that of `BANYAN_CHROMIUM`, else of a usual place; undefined where there is none. */
export function findChromium(env = process.env) {
  return [env.BANYAN_CHROMIUM, ...places].find((place) => place && existsSync(place));
}

/**
 * Starts a Chromium that talks to nobody by itself. Its sandbox is off only for root, for whom it cannot start.
 * @param {string} executablePath
 */
export function launchChromium(executablePath) {
  return chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--no-proxy-server', '--disable-background-networking', '--disable-component-update'],
  });
}
