/**
 * The JSON of the service, as far as several modules use it.
 *
 * @typedef {'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'SUCCEEDED_WITH_WARNINGS' | 'FAILED' | 'CANCELLED'} JobState
 *
 * @typedef {{epoch: number, trainLoss: number, trainSeconds: number, examplesPerSecond: number, [metric: string]: number}} Epoch
 *
 * @typedef {{name: string, memoryBytes: number | null, stepMilliseconds: number}} Device
 *
 * @typedef {object} JobEntry a training job in a list
 * @property {string} id
 * @property {'TRAIN' | 'TUNE' | 'PUBLISH'} kind
 * @property {string} algorithm
 * @property {string | null} chosen the algorithm that an automatic training chose
 * @property {JobState} state
 * @property {number} progress
 * @property {number | null} secondsLeft
 * @property {number} epoch
 * @property {number | null} plannedEpochs
 * @property {number} trainSeconds
 * @property {string | null} protocol
 * @property {Epoch | null} latest
 * @property {{metric: string, epochs: number[], values: number[]} | null} curve
 * @property {number} trials
 * @property {number | null} version
 * @property {string | null} promotion
 * @property {string | null} failure
 * @property {string[]} warnings
 * @property {boolean} cancelRequested
 * @property {string} submittedAt
 * @property {string | null} startedAt
 * @property {string | null} endedAt
 * @property {'request' | 'policy'} startedBy
 * @property {string | null} reason
 *
 * @typedef {{rung: number, hyperparameters: Record<string, any>, score: number | null, failure: string | null}} Trial
 *
 * @typedef {{mean: number, low: number, high: number}} Estimate
 *
 * @typedef {object} Contender
 * @property {string} algorithm
 * @property {string | null} preset
 * @property {boolean} tuned
 * @property {Record<string, any>} hyperparameters
 * @property {Record<string, Estimate>} metrics
 * @property {number | null} epochs
 * @property {number} trainSeconds
 * @property {number} measureSeconds
 * @property {boolean} chosen
 * @property {string} reason
 *
 * @typedef {object} Job a training job with everything
 * @property {string} id
 * @property {'TRAIN' | 'TUNE' | 'PUBLISH'} kind
 * @property {string} algorithm
 * @property {JobState} state
 * @property {number} epoch
 * @property {number} progress
 * @property {number | null} secondsLeft
 * @property {number} trainSeconds
 * @property {Device | null} device that trained the latest epoch
 * @property {Record<string, any>} hyperparameters
 * @property {Record<string, any>} evaluation
 * @property {number} seed
 * @property {string} promote
 * @property {number | null} warmStart
 * @property {Epoch[]} epochs
 * @property {number | null} version
 * @property {string | null} promotion
 * @property {string | null} failure
 * @property {string[]} warnings
 * @property {number} starts
 * @property {number | null} resumedFromEpoch
 * @property {boolean} cancelRequested
 * @property {string} submittedAt
 * @property {string | null} startedAt
 * @property {string | null} endedAt
 * @property {{hyperparameters: Record<string, any> | null, score: number | null, trials: Trial[]} | null} tuning
 * @property {{criterion: string, validationUsers: number, budgetMinutes: number, seconds: number, contenders: Contender[]} | null} selection
 * @property {'request' | 'policy'} startedBy
 * @property {string | null} reason
 * @property {'palate' | 'spark' | null} engine
 *
 * @typedef {object} ImportStatus
 * @property {string} id
 * @property {string} name
 * @property {JobState} state
 * @property {number} itemsWritten
 * @property {number} itemsUnchanged
 * @property {number} rowsRead
 * @property {number} rowsWritten
 * @property {number} rowsUnchanged
 * @property {number} rowsRejected
 * @property {number} rowsIgnored
 * @property {number} bytesRead
 * @property {number | null} bytesTotal
 * @property {number | null} rowsPerSecond
 * @property {number | null} secondsLeft
 * @property {Detected | null} detected
 * @property {string[]} warnings
 * @property {string | null} note
 * @property {string | null} failure
 * @property {string} submittedAt
 * @property {string | null} startedAt
 * @property {string | null} endedAt
 *
 * @typedef {{format: string, encoding: string, delimiter: string | null, header: boolean | null}} TextFormat
 *
 * @typedef {{text: TextFormat, columns: Record<string, string>, timestampFormat: string | null}} DetectedFile
 *
 * @typedef {{ratings: DetectedFile | null, interactions: DetectedFile | null, items: DetectedFile | null,
 *     users: DetectedFile | null}} Detected
 *
 * @typedef {{file: string, line: number, text: string, reason: string}} Rejection
 *
 * @typedef {{text: string, rows: number, type: string | null, ignored: boolean}} FoundType
 *
 * @typedef {object} Sample the first rows of a file as they would be stored
 * @property {{userId: string, itemId: string, value: number, ratedAt: string}[]} ratings
 * @property {{userId: string, itemId: string, type: string, value: number | null, at: string}[]} interactions
 * @property {FoundType[]} types
 * @property {Item[]} items
 * @property {{userId: string, attributes: Record<string, string | number | boolean | string[]>}[]} users
 * @property {number} itemsRead
 * @property {number} rowsRead
 * @property {number} rowsRejected
 * @property {number | null} lowestRating
 * @property {number | null} highestRating
 *
 * @typedef {object} ImportCheck
 * @property {Detected | null} detected
 * @property {{text: TextFormat, columns: string[], firstRows: Record<string, string>[]} | null} preview
 * @property {Sample} sample
 * @property {Rejection[]} rejections
 * @property {string[]} problems
 *
 * @typedef {{scale: 'linear' | 'log' | 'quantile', from?: number, to?: number, least: number, most: number}} ValueScale
 *
 * @typedef {object} InteractionType
 * @property {string} name
 * @property {number | ValueScale | null} countsAs
 * @property {string | null} halfLife
 * @property {string} excludes
 * @property {'positive' | 'negative'} signal
 *
 * @typedef {object} TrainingPolicy
 * @property {boolean} enabled
 * @property {string} algorithm
 * @property {string} state
 * @property {string | null} nextDue
 * @property {{id: string, reason: string | null, time: string, state: JobState} | null} lastJob
 *
 * @typedef {object} HyperparameterSpec
 * @property {string} name
 * @property {'integer' | 'number' | 'boolean' | 'choice' | 'integers' | 'texts'} kind
 * @property {any} defaultValue
 * @property {number | null} min
 * @property {number | null} max
 * @property {string[]} choices
 * @property {string} description
 * @property {string} tune the range that a search draws from; empty if it keeps the value
 *
 * @typedef {{metric: string, value: number, popularity: number, users: number, measuredAt: string}} Score
 *
 * @typedef {object} AlgorithmOverview
 * @property {string} algorithm
 * @property {string} description
 * @property {number | null} activeVersion
 * @property {boolean} default
 * @property {Score | null} score
 * @property {string[]} warnings
 * @property {string | null} servedAs
 * @property {number} versions
 * @property {HyperparameterSpec[]} hyperparameters
 * @property {Record<string, Record<string, any>>} presets
 *
 * @typedef {string | number | boolean | string[]} AttributeValue
 *
 * @typedef {Record<string, AttributeValue>} Attributes of an item or a user
 *
 * @typedef {object} Item
 * @property {string} id
 * @property {string} title
 * @property {number | null} year
 * @property {string[]} categories
 * @property {string | null} description
 * @property {Attributes} attributes
 * @property {string | null} availableFrom
 * @property {string | null} availableUntil
 * @property {boolean} hidden
 *
 * @typedef {object} ListedItem one item of a recommendation list
 * @property {number} rank
 * @property {string} itemId
 * @property {string} title
 * @property {number | null} year
 * @property {string[]} categories
 * @property {number | null} score null for a pinned item that the model does not know
 * @property {boolean} [pinned]
 * @property {{itemId: string, title: string, rating: number, type: string | null, contribution: number}[]} [because]
 */
export {};
