/**
 * The JSON of batches of recommendation lists.
 *
 * @typedef {{path: string, byteCount: number | null, sha256: string | null, availableUntil: string}} BatchResult
 *
 * @typedef {object} Batch
 * @property {string} id
 * @property {import('./types.js').JobState} state
 * @property {'NDJSON' | 'CSV'} format
 * @property {boolean} allUsers
 * @property {string | null} model
 * @property {number | null} version
 * @property {number} usersTotal
 * @property {number} usersDone
 * @property {number} unknownUserCount
 * @property {string[]} unknownUsers
 * @property {string[]} warnings
 * @property {string | null} failure
 * @property {string} submittedAt
 * @property {string | null} startedAt
 * @property {string | null} endedAt
 * @property {BatchResult | null} result
 */
export {};
