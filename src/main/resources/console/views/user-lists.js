import {LitElement, html, nothing} from 'lit';
import {plural} from '../format.js';
import {TONES} from '../parts/bars.js';
import {itemList, sharedNote} from '../parts/item-list.js';
import {eventsOf} from './user-history.js';

/**
 * @typedef {import('../api/types.js').ListedItem} ListedItem
 * @typedef {{source: string, version: number | null, fallback: string | null, items: ListedItem[], categoryCounts: Record<string, number>}} ComparedList
 */

/**
 * The ids of the items that are in all lists; none if there is one list.
 *
 * @param {ComparedList[]} lists
 * @returns {Set<string>}
 */
function sharedItems(lists) {
  const [first, ...others] = lists.map(list => list.items.map(item => item.itemId));
  return new Set(others.length === 0 ? [] : first?.filter(id => others.every(ids => ids.includes(id))));
}

/** What a user liked best and the lists of models, side by side; a narrow screen shows one of them. */
class UserLists extends LitElement {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {lists: {attribute: false}, summary: {attribute: false}, most: {attribute: false}, open: {state: true}, shown: {state: true}};

  constructor() {
    super();
    /** @type {ComparedList[]} that of the user first */
    this.lists = [];
    /** @type {import('./user.js').UserSummary | null} */
    this.summary = null;
    /** The length of the lists. */
    this.most = 0;
    /** @type {[number, string] | null} the list and the item whose reasons are shown */
    this.open = null;
    /** The list that a narrow screen shows. */
    this.shown = 1;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('lists')) {
      this.open = null;
      this.shown = Math.min(this.shown, this.lists.length - 1);
    }
  }

  render() {
    const {lists} = this;
    const [own, ...ofModels] = lists;
    const shared = sharedItems(ofModels);
    return html`
      ${ofModels.length > 1 ? sharedNote(shared.size, this.most, ofModels.length) : nothing}
      <div class="tabs only-narrow" role="group" aria-label="List">
        ${lists.map((list, index) => html`<button type="button" aria-pressed=${index === this.shown ? 'true' : 'false'}
          @click=${() => (this.shown = index)}>${index === 0 ? this.ownTitle() : list.source}</button>`)}
      </div>
      <div class="columns ${ofModels.length > 2 ? 'quarters' : ''}">
        <div class=${this.shown === 0 ? '' : 'not-narrow'}>${own ? itemList({
          title: this.ownTitle(), note: this.ownNote(), tone: 'grey', items: own.items, categories: own.categoryCounts, score: 'stars',
          empty: 'This user has rated nothing that is in the catalogue.',
        }) : nothing}</div>
        ${ofModels.map((list, index) => html`
          <div class=${this.shown === index + 1 ? '' : 'not-narrow'}>${this.modelList(list, index + 1, shared)}</div>`)}
      </div>`;
  }

  /**
   * @param {ComparedList} list
   * @param {number} index
   * @param {Set<string>} shared
   */
  modelList(list, index, shared) {
    const [name] = list.source.split(':');
    return itemList({
      title: name ?? '',
      note: list.fallback ? `the most popular items` : `version ${list.version}`,
      tone: TONES[index - 1] ?? 'blue',
      items: list.items,
      categories: list.categoryCounts,
      marked: item => shared.has(item.itemId),
      open: this.open?.[0] === index ? this.open[1] : null,
      toggle: itemId => {
        this.open = this.open?.[0] === index && this.open[1] === itemId ? null : [index, itemId];
      },
      empty: 'The model recommends nothing to this user.',
    });
  }

  ownTitle() {
    return this.summary === null || this.summary.ratings.count > 0 ? 'Rated best' : 'Liked best';
  }

  ownNote() {
    const ratings = this.summary?.ratings.count ?? 0;
    return ratings > 0 ? `of ${plural(ratings, 'rating')}` : `of ${plural(eventsOf(this.summary), 'interaction')}`;
  }
}

customElements.define('user-lists', UserLists);
