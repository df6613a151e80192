/** The first configuration: everything at its default, with the keys that people look for. */
export const CONFIG = `# yaml-language-server: $schema=./node_modules/banyan/docs/schemas/config.schema.json

# What of this repository banyan reads. The options of a command go before it.
version: 1
# Left out as well as tests, declarations and generated code:
exclude: []
`;
