import {html, nothing} from 'lit';
import {figure, whole} from '../format.js';
import {link} from '../router.js';
import {bar, bars} from './bars.js';
import {icon} from './icons.js';
import {categoryChips} from './page.js';

/**
 * A recommendation list as a card: the categories of its items as bars, then the items with rank, score and, on request, reasons.
 *
 * @typedef {import('../api/types.js').ListedItem} ListedItem
 *
 * @typedef {object} ListOptions
 * @property {import('./page.js').Content} title
 * @property {import('./page.js').Content} [note] at the end of the head
 * @property {import('./bars.js').Tone} tone
 * @property {ListedItem[]} items
 * @property {Record<string, number>} [categories] how many items have each
 * @property {'bar' | 'stars'} [score]
 * @property {(item: ListedItem) => boolean} [marked] whether the rank of an item is marked
 * @property {(item: ListedItem) => import('./page.js').Content} [change] what changed in the list
 * @property {string | null} [open] the item whose reasons are shown
 * @property {(itemId: string) => void} [toggle] shows or hides reasons; without it, rows do not open
 * @property {import('./page.js').Content} [empty] instead of items
 */

const MOST_CATEGORIES = 6;

/** @param {ListOptions} options */
export function itemList(options) {
  const {title, note = nothing, tone, items, categories = {}, empty = 'No items.'} = options;
  const scores = items.flatMap(item => item.score ?? []);
  const least = Math.min(0, ...scores);
  const span = Math.max(...scores) - least || 1;
  const shares = Object.entries(categories).sort((one, other) => other[1] - one[1]).slice(0, MOST_CATEGORIES);
  return html`
    <section class="card list">
      <header>
        <h2><span class="swatch tone-${tone}"></span>${title}</h2><span class="muted small">${note}</span>
      </header>
      ${shares.length === 0 ? nothing : html`<div class="categories">${bars(shares, {tone})}</div>`}
      ${items.length === 0 ? html`<p class="loading">${empty}</p>` : nothing}
      <ol class="items">${items.map(item => row(item, options, ((item.score ?? least) - least) / span))}</ol>
    </section>`;
}

/**
 * @param {ListedItem} item
 * @param {ListOptions} options
 * @param {number} share of the best score
 */
function row(item, options, share) {
  const {tone, score = 'bar', marked = () => false, change = () => nothing, toggle} = options;
  const open = options.open === item.itemId;
  return html`
    <li class=${open ? 'open' : ''}>
      <div class="item">
        <span class="rank ${marked(item) ? 'marked' : ''}">${item.rank}${marked(item) ? html`<span class="visually-hidden"> in both lists</span>` : nothing}</span>
        <span class="what">
          <a class="title" href=${link(['catalogue', item.itemId])} title=${item.title}><span>${titleOf(item)}</span>${item.year === null ? nothing : html`<span class="muted">${item.year}</span>`}</a>
          ${item.categories.length === 0 ? nothing : categoryChips(item.categories)}
        </span>
        ${change(item)}
        ${score === 'stars' ? stars(item.score ?? 0) : html`<span class="score"><span>${figure(item.score, 2)}</span>${bar(share, tone)}</span>`}
        ${toggle === undefined ? nothing : html`
          <button class="reveal" type="button" aria-expanded=${open ? 'true' : 'false'} @click=${() => toggle(item.itemId)}>
            ${icon(open ? 'up' : 'down', 14)}<span class="visually-hidden">Why ${item.title}</span></button>`}
      </div>
      ${open ? reasons(item) : nothing}
    </li>`;
}

/**
 * How the rank of an item changed.
 *
 * @param {number | undefined} before undefined if the item was not in the list
 * @param {number} after
 */
export function rankChange(before, after) {
  if (before === after) {
    return nothing;
  }
  return before === undefined
    ? html`<span class="badge accent">new</span>`
    : html`<span class="muted small">${before > after ? '▲' : '▼'} ${Math.abs(before - after)}</span>`;
}

/** @param {ListedItem} item */
const reasons = item => html`
  <div class="reasons">
    ${item.because === undefined || item.because.length === 0
      ? html`<p class="muted small">No single rating contributed to this item.</p>`
      : html`<p class="muted small">Because of ${item.because.some(reason => reason.type) ? 'what the user did' : 'these ratings'}</p>
        <ul>${item.because.map(reason => html`<li><span>${reason.title}</span>${reason.type ? html`<span class="chip">${reason.type}</span>` : stars(reason.rating)}</li>`)}</ul>`}
  </div>`;

/** @param {number} value of a rating */
export const stars = value =>
  html`<span class="stars">${value.toLocaleString('en', {maximumFractionDigits: 1})} <span aria-hidden="true">★</span><span class="visually-hidden">stars</span></span>`;

/** @param {{title: string, year: number | null}} item whose title may end with the year, which has a place of its own */
export const titleOf = ({title, year}) => (year !== null && title.endsWith(` (${year})`) ? title.slice(0, -` (${year})`.length) : title);

/**
 * Says how many items several lists share.
 *
 * @param {number} shared
 * @param {number} length
 * @param {number} [lists]
 */
export const sharedNote = (shared, length, lists = 2) => html`
  <p class="shared muted"><span class="rank marked" aria-hidden="true">1</span>
    ${whole(shared)} of ${whole(length)} items are in ${lists === 2 ? 'both' : `all ${lists}`} lists</p>`;
