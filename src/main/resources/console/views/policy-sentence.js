import {moment} from '../format.js';

/**
 * What the training policy does next, as the service says it, with a capital letter and times as the reader's clock shows them.
 *
 * @param {{state: string}} policy
 * @returns {string}
 */
export function policySentence({state}) {
  const text = state.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, moment);
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
