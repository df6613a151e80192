/** What a supervisor says that has nothing to say. */
export const supervision = {
  version: '1',
  reloads: 0,
  failedReloads: 0,
  planValid: true,
  workerRestarts: 0,
  phases: [],
  notRecorded: [],
};
