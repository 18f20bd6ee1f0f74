import {html, nothing} from 'lit';
import {ago, moment} from '../format.js';
import {attributeEntries} from '../parts/attribute-pairs.js';
import {pairs} from '../parts/page.js';

/** @typedef {import('../api/types.js').Item} Item */

/**
 * The description, the attributes and the times of an item; nothing if it has none of them.
 *
 * @param {Item} item
 */
export function itemDetails(item) {
  const {description, attributes} = item;
  const times = timesOf(item);
  if (!description && times.length === 0 && Object.keys(attributes).length === 0) {
    return nothing;
  }
  return html`
    <section class="card">
      <header><h2>Details</h2></header>
      <div class="body stack">
        ${description ? html`<p class="description">${description}</p>` : nothing}
        ${pairs([...times, ...attributeEntries(attributes)])}
      </div>
    </section>`;
}

/**
 * Why lists do not have an item.
 *
 * @param {Item} item
 */
export function listBadge({hidden, availableFrom, availableUntil}) {
  const now = Date.now();
  const reason = hidden ? 'hidden'
    : availableFrom !== null && Date.parse(availableFrom) > now ? 'not yet available'
    : availableUntil !== null && Date.parse(availableUntil) <= now ? 'no longer available' : '';
  return reason === '' ? nothing : html`<span class="badge warn">${reason}</span>`;
}

/**
 * @param {Item} item
 * @returns {[string, import('../parts/page.js').Content][]}
 */
function timesOf({availableFrom, availableUntil}) {
  const time = (/** @type {string} */ value) => html`<time datetime=${value} title=${ago(value)}>${moment(value)}</time>`;
  return [
    ...(availableFrom === null ? [] : [/** @type {[string, any]} */ (['available from', time(availableFrom)])]),
    ...(availableUntil === null ? [] : [/** @type {[string, any]} */ (['available until', time(availableUntil)])]),
  ];
}
