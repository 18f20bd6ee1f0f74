import {html} from 'lit';
import {exact} from '../format.js';
import {pairs} from './page.js';

/**
 * @typedef {import('../api/types.js').Attributes} Attributes
 * @typedef {import('../api/types.js').AttributeValue} AttributeValue
 */

/** @param {Attributes} attributes */
export const attributePairs = attributes => pairs(attributeEntries(attributes));

/**
 * @param {Attributes} attributes
 * @returns {[string, import('./page.js').Content][]} names and values as they are shown
 */
export const attributeEntries = attributes => Object.entries(attributes).map(([name, value]) => [name, shown(value)]);

/** @param {AttributeValue} value */
function shown(value) {
  if (Array.isArray(value)) {
    return value.length === 0 ? 'none' : html`<span class="chips">${value.map(text => html`<span class="chip" title=${text}>${text}</span>`)}</span>`;
  }
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'number' ? exact(value) : value;
}
