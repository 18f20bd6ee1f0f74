/**
 * The JSON of model versions and of the training policy.
 *
 * @typedef {import('./types.js').Estimate} Estimate
 * @typedef {import('./types.js').Epoch} Epoch
 * @typedef {import('./types.js').Score} Score
 *
 * @typedef {object} VersionEntry a version in a list
 * @property {number} version
 * @property {boolean} active
 * @property {string} createdAt
 * @property {string | null} jobId
 * @property {Record<string, any>} hyperparameters
 * @property {string | null} metric such as strong-generalization ndcg@100
 * @property {number | null} value
 * @property {number | null} popularity
 * @property {number | null} checkpointBytes
 *
 * @typedef {object} Result of the model or of a baseline
 * @property {string} algorithm
 * @property {Record<string, any>} hyperparameters
 * @property {Record<string, Estimate>} metrics
 * @property {number} trainSeconds
 *
 * @typedef {object} ProtocolReport
 * @property {string} protocol
 * @property {string} note
 * @property {number[]} k
 * @property {number} threshold
 * @property {number} splitSeed
 * @property {number} trainUsers
 * @property {number} testUsers
 * @property {number} skippedUsers
 * @property {Result[]} results the model first, then the baselines
 *
 * @typedef {object} Provenance
 * @property {number} ratingCount
 * @property {number} userCount
 * @property {number} itemCount
 * @property {string | null} dataDigest
 * @property {string | null} dataCutoff
 * @property {number} seed
 * @property {number} threads
 * @property {import('./types.js').Device} [device] that trained the network
 * @property {number} trainSeconds
 * @property {number | null} warmStartVersion
 * @property {{engine: string, executors?: number, rounds?: number}} [origin] of a model that was published as a file
 * @property {Record<string, any>} request
 * @property {{code: string, libraries: Record<string, string>, jvm: string, operatingSystem: string, cpu: string, cpus: number}} platform
 *
 * @typedef {object} Version a version with everything
 * @property {string} algorithm
 * @property {number} version
 * @property {boolean} active
 * @property {string} createdAt
 * @property {string | null} jobId
 * @property {Record<string, any>} hyperparameters
 * @property {Epoch[]} epochs
 * @property {{protocols: ProtocolReport[], selection: import('./types.js').Job['selection']}} evaluation
 * @property {Score | null} score
 * @property {number | null} distinctLists
 * @property {string[]} warnings
 * @property {Provenance} provenance
 * @property {{id: number, byteCount: number, sha256: string} | null} checkpoint
 *
 * @typedef {{algorithm: string, version: number, previousVersion: number | null, cause: 'job' | 'request', reason: string, activatedAt: string}} Activation
 *
 * @typedef {{algorithm: string | null, version: number | null, pinned: boolean, reason: string}} DefaultModel
 *
 * @typedef {object} Policy
 * @property {boolean} enabled
 * @property {string} algorithm
 * @property {string} every
 * @property {number} whenChanged
 * @property {boolean} afterImport
 * @property {number} minimumInteractions
 * @property {Record<string, number> | null} budget
 * @property {'if-better' | 'always' | 'never'} promote
 * @property {{id: string, reason: string | null, time: string, state: import('./types.js').JobState} | null} lastJob
 * @property {string | null} nextDue
 * @property {string} state a sentence
 */
export {};
