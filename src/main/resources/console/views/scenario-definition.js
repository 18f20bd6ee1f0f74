import {exact, plural} from '../format.js';

/**
 * The definition of a scenario as a form changes it, as it is sent, and in words.
 *
 * @typedef {import('../api/scenario-types.js').Definition} Definition
 */

/** @type {[keyof Definition, string][]} in the order of the form */
const FIELDS = [
  ['filter', 'filter'], ['boost', 'boost'], ['pins', 'pins'], ['model', 'model'], ['version', 'version of the model'], ['k', 'length'], ['fallback', 'fallback'],
  ['diversity', 'diversity'], ['calibration', 'calibration'], ['newItems', 'new items'], ['experiment', 'experiment'],
];

/**
 * The definition without empty fields.
 *
 * @param {Definition} draft
 * @returns {Definition}
 */
export function cleaned(draft) {
  const given = Object.entries(draft).filter(([, value]) => !isEmpty(value));
  /** @type {any} */
  const definition = Object.fromEntries(given.map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]));
  return definition.pins === undefined ? definition
    : {...definition, pins: definition.pins.map((/** @type {any} */ {filter, ...pin}) => (isEmpty(filter) ? pin : {...pin, filter: filter.trim()}))};
}

/**
 * The fields in which two definitions differ, in words.
 *
 * @param {Definition} one
 * @param {Definition} other
 */
export const differences = (one, other) => FIELDS.filter(([name]) => JSON.stringify(one[name]) !== JSON.stringify(other[name])).map(([, label]) => label);

/**
 * What a scenario does, in a few words each.
 *
 * @param {Definition} definition
 * @returns {string[]}
 */
export function parts({filter, boost, pins = [], model, version, diversity, calibration, newItems, fallback, k, experiment}) {
  return [
    ...(filter ? ['filter'] : []),
    ...(boost ? ['boost'] : []),
    ...(pins.length > 0 ? [plural(pins.length, 'pin')] : []),
    ...(model ? [version ? `${model} version ${version}` : model] : []),
    ...(k ? [plural(k, 'item')] : []),
    ...(fallback ? [`else ${fallback}`] : []),
    ...(diversity ? [`diversity ${exact(diversity)}`] : []),
    ...(calibration ? [`calibration ${exact(calibration)}`] : []),
    ...(newItems ? [`new items ${exact(newItems)}`] : []),
    ...(experiment ? [`experiment ${experiment}`] : []),
  ];
}

/** @param {unknown} value */
const isEmpty = value => value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
