/**
 * Who may import whom. One comment per rule says which wall it is; scripts/check-architecture.js also builds a breach of
 * each one and wants it reported, since a rule that no longer matches anything would be silent.
 */
const test = '[.](test|bench)[.]tsx?$|/testing/';
const sockets = '^(node:)?(net|tls|http|https|http2|dgram)$';
const formatsMayUse =
  'node_modules/(zod|saxes|@xmldom/xmldom|xmlbuilder2|xpath|xml-crypto|yauzl|yazl|pdfmake|pdfjs-dist|dompurify|iconv-lite|utif2|nodemailer/.*mail-composer)(/|$|[.])|node_modules/@types/';
const pureCore = '^(node:)?(crypto|buffer|zlib|util|stream|stream/promises|string_decoder)$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: '1-shared-imports-zod-and-itself',
      severity: 'error',
      from: { path: '^shared/', pathNot: test },
      to: { pathNot: ['^shared/', 'node_modules/zod/'] },
    },
    {
      name: '2-renderer-imports-shared-only',
      severity: 'error',
      from: { path: '^renderer/', pathNot: test },
      to: { path: '^(electron|fixtures|e2e|scripts)/' },
    },
    {
      name: '2-renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: '2-renderer-has-no-host-library',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: 'node_modules/(electron|better-sqlite3|pkcs11js|kysely|imapflow|nodemailer|xml-crypto)/' },
    },
    {
      name: '3-formats-is-pure',
      comment:
        'formats imports shared, itself, its parsing libraries, and what of Node computes without touching anything',
      severity: 'error',
      from: { path: '^electron/formats/', pathNot: test },
      to: { pathNot: ['^shared/', '^electron/formats/', formatsMayUse, pureCore] },
    },
    {
      name: '4-electron-only-in-shell',
      severity: 'error',
      from: { path: '^(electron|shared|fixtures|renderer)/', pathNot: '^electron/(shell/|main[.]ts|preload[.]ts)' },
      to: { path: ['^electron$', 'node_modules/electron/'] },
    },
    {
      name: '4-sqlite-only-in-record',
      severity: 'error',
      from: { path: '^(electron|shared|renderer)/', pathNot: '^electron/record/' },
      to: { path: 'node_modules/better-sqlite3/' },
    },
    {
      name: '4-card-library-only-in-card',
      severity: 'error',
      from: { path: '^(electron|shared|renderer)/', pathNot: '^electron/card/' },
      to: { path: 'node_modules/pkcs11js/' },
    },
    {
      name: '4-sockets-only-in-network',
      severity: 'error',
      from: { path: '^(electron|shared|renderer)/', pathNot: ['^electron/network/', test] },
      to: { path: sockets },
    },
    {
      name: '4-mail-and-file-transfer-only-in-network',
      comment: 'building a message is a format; speaking to a server is not',
      severity: 'error',
      from: { path: '^(electron|shared|renderer)/', pathNot: ['^electron/network/', test] },
      to: {
        path: 'node_modules/(imapflow|nodemailer|ssh2|ssh2-sftp-client)/',
        pathNot: 'node_modules/nodemailer/.*mail-composer',
      },
    },
    {
      name: '5-features-meet-at-their-index',
      severity: 'error',
      from: { path: '^electron/features/([^/]+)/', pathNot: test },
      to: {
        path: '^electron/features/([^/]+)/',
        pathNot: ['^electron/features/$1/', '^electron/features/[^/]+/index[.]ts$'],
      },
    },
    {
      name: '5-features-do-not-know-host',
      severity: 'error',
      from: { path: '^electron/features/', pathNot: test },
      to: { path: '^electron/(host|shell)/' },
    },
    {
      name: '5-no-cycle',
      severity: 'error',
      from: { path: '^(electron|shared|renderer|fixtures)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: '6-product-knows-no-fixture',
      severity: 'error',
      from: { path: '^(electron|shared|renderer)/', pathNot: test },
      to: { path: '^(fixtures|e2e|scripts)/' },
    },
    {
      name: '6-sandbox-shares-no-code-with-its-client',
      severity: 'error',
      from: { path: '^fixtures/sandbox/' },
      to: { path: '^(electron|renderer|shared/domain)/' },
    },
    {
      name: '7-every-import-resolves',
      severity: 'error',
      from: { path: '^(electron|shared|renderer|fixtures|e2e)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    detectJSDocImports: false,
    builtInModules: { add: ['electron'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
