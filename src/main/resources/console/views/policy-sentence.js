import {moment} from '../format.js';

/**
 * What the training policy does next, as the service says it, with times as the reader's clock shows them. Of a policy that is off, the
 * service says only with which call it is turned on.
 *
 * @param {{enabled: boolean, state: string}} policy
 * @returns {string}
 */
export function policySentence({enabled, state}) {
  if (!enabled) {
    return 'The service trains on request only.';
  }
  const text = state.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, moment);
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
