export type { Place, Preview, Suggestion, WhatIfFacts, WhatIfMetrics, WhatIfStart } from './model.ts';
export { commandOf, wordsOf } from './command-of.ts';
export { startFromDecomposition } from './start-from-decomposition.ts';
export { WhatIf, type TakeBack } from './what-if.ts';
export { WhatIfError, type WhatIfErrorCode } from './what-if-error.ts';
export type { SeamLine, ServiceLine, TableLine } from './views.ts';
