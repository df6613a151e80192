// Makes a release ready, and leaves the last step to a person or to CI: `npm run release`.
// CI publishes the tag with `npm publish`; package.json asks for provenance, which npm gives where the job has an OIDC token
// (GitHub Actions: `permissions: { id-token: write }`; GitLab: `id_tokens: { SIGSTORE_ID_TOKEN: { aud: sigstore } }`).
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
/** @type {[string, () => boolean][]} */
const steps = [
  ['the work tree is clean', () => output('git', ['status', '--porcelain']) === ''],
  [
    'the changelog speaks of this version',
    () => readFileSync('CHANGELOG.md', 'utf8').includes(`## ${version}`),
  ],
  ['the tag is new', () => output('git', ['tag', '--list', `v${version}`]) === ''],
  ['the lock file installs', () => run('npm', ['ci', '--ignore-scripts'])],
  ['no vulnerability is known', noVulnerability],
  ['the gate is green', () => run('npm', ['run', 'check'])],
  [
    'generated files are as generated',
    () => run('npm', ['run', 'schemas']) && run('npm', ['run', 'licences']),
  ],
  ['… and committed', () => output('git', ['status', '--porcelain']) === ''],
  [
    'the package works on every Node.js that we name',
    () => run('npm', ['run', 'try-package', '--', '--all']),
  ],
];

for (const [what, holds] of steps) {
  if (!holds()) {
    console.error(`not released: ${what}? No.`);
    process.exit(1);
  }
  console.log(`✓ ${what}`);
}
console.log(
  `\nReady. Then:\n  git tag -s v${version} -m v${version} && git push origin v${version}\n  npm publish    (in CI, from the tag)`,
);

/** A registry without advisories answers with an error, which says nothing about the packages: not known is not none. */
function noVulnerability() {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' });
  if (/"auditReportVersion"/u.test(stdout)) return run('npm', ['audit', '--omit=dev']);
  console.error(
    'This registry answers no audit. Ask one that does, or read the lock file with osv-scanner (CONTRIBUTING.md).',
  );
  return false;
}

function output(command, argv) {
  return execFileSync(command, argv, { encoding: 'utf8' }).trim();
}

function run(command, argv) {
  return spawnSync(command, argv, { stdio: 'inherit' }).status === 0;
}
