/**
 * Real monoliths that say in their own repository which endpoints they have. `truth` names the files and how they are
 * read; `scope` says which of the endpoints that we find the document speaks of at all, so that precision is not
 * measured on other surfaces (a public API is documented, an admin page is not).
 */
export const monoliths = [
  {
    name: 'medusa-v1',
    repository: 'medusajs/medusa',
    framework: 'Express',
    says: 'two OpenAPI documents',
    truth: [{ kind: 'openapi', files: ['docs/api/admin.oas.json', 'docs/api/store.oas.json'], base: '' }],
    scope: /^\S+ \/(?:admin|store)(?:\/|$)/u,
  },
  {
    name: 'overseerr',
    repository: 'sct/overseerr',
    framework: 'Express',
    says: 'OpenAPI document',
    truth: [{ kind: 'openapi', files: ['overseerr-api.yml'], base: '/api/v1' }],
    scope: /^\S+ \/api\/v1(?:\/|$)/u,
  },
  {
    name: 'jellyseerr',
    repository: 'fallenbagel/jellyseerr',
    framework: 'Express',
    says: 'OpenAPI document',
    truth: [{ kind: 'openapi', files: ['jellyseerr-api.yml'], base: '/api/v1' }],
    scope: /^\S+ \/api\/v1(?:\/|$)/u,
  },
  {
    name: 'amplication',
    repository: 'amplication/amplication',
    folder: 'packages/amplication-server',
    framework: 'NestJS GraphQL',
    says: 'schema that the server writes',
    truth: [{ kind: 'sdl', files: ['src/schema.graphql'] }],
    scope: /^(?:QUERY|MUTATION|SUBSCRIPTION) /u,
  },
  {
    name: 'vendure',
    repository: 'vendure-ecommerce/vendure',
    framework: 'NestJS GraphQL',
    says: 'introspection of both schemas',
    truth: [{ kind: 'introspection', files: ['schema-admin.json', 'schema-shop.json'] }],
    scope: /^(?:QUERY|MUTATION|SUBSCRIPTION) /u,
    modules: /^packages\/(?:core|admin-ui-plugin)\/src\//u,
  },
  {
    name: 'langfuse',
    repository: 'langfuse/langfuse',
    framework: 'Next.js',
    says: 'three OpenAPI documents',
    truth: [
      {
        kind: 'openapi',
        files: [
          'web/public/generated/api/openapi.yml',
          'web/public/generated/api-client/openapi.yml',
          'web/public/generated/organizations-api/openapi.yml',
        ],
        base: '',
      },
    ],
    scope: /^\S+ \/api\/(?:public|admin\/organizations)(?:\/|$)/u,
  },
  {
    name: 'teable',
    repository: 'teableio/teable',
    framework: 'NestJS',
    says: 'routes of its client library',
    truth: [{ kind: 'registerRoute', below: 'packages/openapi/src', base: '/api' }],
    scope: /^\S+ \/api(?:\/|$)/u,
  },
  {
    name: 'logto',
    repository: 'logto-io/logto',
    framework: 'Koa',
    says: 'OpenAPI documents beside the routes',
    truth: [{ kind: 'openapi', below: 'packages/core/src/routes', named: '.openapi.json', base: '' }],
    scope: /^\S+ \/api(?:\/|$)/u,
  },
  {
    name: 'growthbook',
    repository: 'growthbook/growthbook',
    framework: 'Express',
    says: 'generated OpenAPI document',
    truth: [{ kind: 'openapi', files: ['docs/openapi.yaml'], base: '/api' }],
    scope: /^\S+ \/api\/v\d(?:\/|$)/u,
  },
];
