import {exact} from '../format.js';

/**
 * What the service's sentences about a file suggest, as changes that one click makes.
 *
 * @typedef {import('./import-draft.js').Options} Options
 * @typedef {{label: string, changes: Options}} Fix
 */

const ASSIGNED = /\b(unknownItems|typeColumn|format|encoding|delimiter|timestampFormat|header)=([^\s&,;:)]+[^\s&,;:).])/g;

/**
 * @param {string} problem
 * @param {import('../api/types.js').Sample} sample
 * @returns {Fix[]}
 */
export function fixesOf(problem, sample) {
  const query = /\?([\w]+=[^\s,]+)/.exec(problem)?.[1];
  if (query) {
    const changes = Object.fromEntries(new URLSearchParams(query));
    return [{label: labelOf(changes), changes}];
  }
  const fixes = [...problem.matchAll(ASSIGNED)].map(([, name, value]) => {
    const changes = {[String(name)]: String(value)};
    return {label: labelOf(changes), changes};
  });
  return problem.includes('scaleMinimum') ? [...scaleFix(sample), ...fixes] : fixes;
}

/** @param {Options} changes */
function labelOf(changes) {
  if (changes.kind === 'interactions') {
    return changes.typeColumn ? `Import as interactions, types from “${changes.typeColumn}”` : 'Import as interactions';
  }
  if (changes.unknownItems === 'create') {
    return 'Create the items';
  }
  if (changes.encoding) {
    return `Read it as ${changes.encoding}`;
  }
  if (changes.format) {
    return `Read it as ${changes.format === 'csv' ? 'CSV' : 'JSON lines'}`;
  }
  if (changes.timestampFormat) {
    return `Times are ${changes.timestampFormat}`;
  }
  return Object.entries(changes).map(([name, value]) => `${name} = ${value}`).join(', ');
}

/**
 * The usual scale that contains the ratings of the file.
 *
 * @param {import('../api/types.js').Sample} sample
 * @returns {Fix[]}
 */
function scaleFix({lowestRating: low, highestRating: high}) {
  if (low === null || high === null) {
    return [];
  }
  const maximum = [1, 5, 10, 20, 100].find(end => high <= end) ?? high;
  const minimum = low < 0 ? Math.min(low, -maximum) : low >= 1 && maximum > 1 && maximum < 100 ? 1 : 0;
  return [{
    label: `The file’s scale is ${exact(minimum)} to ${exact(maximum)}`,
    changes: {scaleMinimum: String(minimum), scaleMaximum: String(maximum)},
  }];
}
