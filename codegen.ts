import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types and typed documents of our own operations, from the committed API schema. */
const config: CodegenConfig = {
  schema: 'schema/api.graphql',
  documents: 'schema/operations/*.graphql',
  generates: {
    'schema/generated/operations.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: { ID: 'string', Date: 'string', DateTime: 'string', Fen: 'number', Facts: 'Record<string, unknown>' },
        strictScalars: true,
      },
    },
  },
};

export default config;
