/**
 * The JSON of scenarios.
 *
 * @typedef {{itemId: string, rank: any, filter?: string}} Pin `rank` is text in a form as long as it is no number
 *
 * @typedef {object} Definition what is absent has the default of a list without a scenario
 * @property {string} [model]
 * @property {number} [version]
 * @property {string} [filter]
 * @property {string} [boost]
 * @property {Pin[]} [pins]
 * @property {number} [diversity]
 * @property {number} [calibration]
 * @property {number} [newItems]
 * @property {string} [fallback]
 * @property {number} [k]
 * @property {string} [experiment]
 *
 * @typedef {object} Scenario one version of a scenario
 * @property {string} name
 * @property {number} version
 * @property {string} changedAt
 * @property {string} changedBy
 * @property {string | null} reason
 * @property {Definition | null} definition null if this version deleted the scenario
 *
 * @typedef {object} PreviewList
 * @property {string | null} model
 * @property {number | null} version
 * @property {string | null} fallback
 * @property {import('./types.js').ListedItem[]} items
 * @property {string} [reason] why the list is empty
 */
export {};
