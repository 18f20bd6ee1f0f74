/**
 * The JSON of experiments and their reports.
 *
 * @typedef {'clicks-per-list' | 'click-through' | 'hit-rate' | 'user-hit-rate'} ExperimentMetric
 *
 * @typedef {{name: string, share: number, scenario: string | null, model: string | null, version: number | null}} Arm
 *
 * @typedef {object} Experiment
 * @property {string} name
 * @property {'running' | 'ended'} state
 * @property {ExperimentMetric} metric that decides
 * @property {number} minimumLift
 * @property {Arm[]} arms the control first
 * @property {string} startedAt
 * @property {string | null} endedAt
 * @property {string | null} winner
 * @property {string | null} reason
 *
 * @typedef {object} ArmFigures
 * @property {string} arm
 * @property {number} share
 * @property {number} users
 * @property {number} lists
 * @property {number} shown
 * @property {number} clicked
 * @property {number} rated
 * @property {number | null} clicksPerList
 * @property {number | null} clickThroughRate
 * @property {number | null} hitRate
 * @property {number | null} userHitRate
 *
 * @typedef {{arm: string, lift: number | null, low: number | null, high: number | null, pValue: number | null, different: boolean}} ArmLift
 *
 * @typedef {'sample-ratio-broken' | 'too-few-users' | 'different' | 'not-yet' | 'not-different'} Verdict
 *
 * @typedef {object} Report
 * @property {string} name
 * @property {ExperimentMetric} metric
 * @property {string} from the first day that the figures cover
 * @property {string} to
 * @property {boolean} complete
 * @property {{verdict: Verdict, sentence: string}} conclusion
 * @property {number} users
 * @property {number | null} plannedUsers
 * @property {{pValue: number, broken: boolean}} sampleRatio
 * @property {ArmFigures[]} arms the control first
 * @property {ArmLift[]} lifts of the other arms
 * @property {{day: string, arms: ArmFigures[], lifts: ArmLift[]}[]} days ascending
 */
export {};
