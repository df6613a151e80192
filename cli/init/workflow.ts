/** The GitHub workflow: banyan reads a bare checkout, so nothing is installed but banyan. */
export const WORKFLOW = `# Fails where a change crosses a boundary of banyan.yaml that was not crossed before.
name: boundaries
on:
  push:
    branches: [main, master]
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npx --yes banyan check
`;
