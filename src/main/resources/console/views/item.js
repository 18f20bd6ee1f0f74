import {html, nothing} from 'lit';
import {get, patch, path, remove} from '../api/client.js';
import {session} from '../api/session.js';
import {ago, figure, plural, whole} from '../format.js';
import {bars, TONES} from '../parts/bars.js';
import {confirm} from '../parts/confirm.js';
import {itemList, sharedNote, titleOf} from '../parts/item-list.js';
import {emptyState, factRow, loading, pageHead, problemNote} from '../parts/page.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {go, link} from '../router.js';
import {itemDetails, listBadge} from './item-details.js';
import './item-form.js';
import {loadChoices} from './model-choice.js';

/**
 * @typedef {import('../api/types.js').Item} Item
 * @typedef {{value: number, count: number}} Step
 * @typedef {{ratings: {count: number, mean: number | null, distribution: Step[], latestAt: string | null}, interactions: {type: string, users: number, events: number, latestAt: string}[]}} Statistics
 * @typedef {{model: string | null, version: number | null, fallback: string | null, basis: string, items: import('../api/types.js').ListedItem[], categoryCounts: Record<string, number>}} Similar
 */

const LENGTH = 8;
const MOST_MODELS = 3;

/** One item: its details, how it is rated, and what several models find similar. */
class ItemView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {item: {state: true}, statistics: {state: true}, similar: {state: true}, editing: {state: true}};

  constructor() {
    super();
    /** @type {Item | null} */
    this.item = null;
    /** @type {Statistics | null} */
    this.statistics = null;
    /** @type {Similar[]} */
    this.similar = [];
    this.editing = false;
  }

  get itemId() {
    return this.route.parts[0] ?? '';
  }

  firstUpdated() {
    void this.load();
  }

  async load() {
    await this.attempt(async () => {
      const {signal} = this.leaving;
      [this.item, this.statistics] = await Promise.all([
        get(path`/items/${this.itemId}`, {}, signal),
        get(path`/items/${this.itemId}/statistics`, {}, signal),
      ]);
      const models = (await loadChoices(signal)).filter(choice => choice.active).slice(0, MOST_MODELS);
      this.similar = await Promise.all((models.length === 0 ? [{model: ''}] : models).map(({model}) =>
        get(path`/items/${this.itemId}/similar`, {k: LENGTH, model}, signal)));
    });
  }

  /** The form replaces the whole item, so that it begins with the present one. */
  async edit() {
    this.item = await this.attempt(() => get(path`/items/${this.itemId}`, {}, this.leaving.signal)) ?? this.item;
    this.editing = true;
  }

  async hide() {
    const hidden = !this.item?.hidden;
    const item = await this.attempt(() => patch(path`/items/${this.itemId}`, {hidden}));
    if (item) {
      this.item = item;
      notify(hidden ? 'The item is in no list any more.' : 'The item can be recommended again.');
    }
  }

  async erase() {
    const sure = await confirm({
      title: 'Erase this item?',
      text: 'The item and all its ratings and interactions are erased, and can not be restored. To keep it out of lists, hide it.',
      action: 'Erase the item',
      danger: true,
    });
    if (sure !== null && await this.attempt(async () => [await remove(path`/items/${this.itemId}`)])) {
      notify('The item was erased.');
      go(['catalogue']);
    }
  }

  render() {
    const item = this.item;
    const back = {href: link(['catalogue']), label: 'Catalogue'};
    if (item === null) {
      return html`${pageHead({title: 'Item', back})}
        ${this.problem?.status === 404
          ? emptyState({icon: 'catalogue', title: 'No such item', text: 'It may have been erased.', actions: html`<a class="button primary" href=${link(['catalogue'])}>Find an item</a>`})
          : problemNote(this.problem)}
        ${this.busy ? loading() : nothing}`;
    }
    return html`
      ${pageHead({
        title: titleOf(item),
        back,
        badge: listBadge(item),
        lead: html`${item.year === null ? nothing : html`${item.year}, `}id <span class="mono">${item.id}</span>`,
        actions: session.may('write') ? this.actions(item) : nothing,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${item.categories.length === 0 ? nothing : html`<p class="chips">${item.categories.map(category => html`<a class="facet" href=${link(['catalogue'], {category})}>${category}</a>`)}</p>`}
        ${this.editing ? html`<item-form .item=${item} @closed=${() => (this.editing = false)}
          @saved=${(/** @type {CustomEvent<Item>} */ event) => {
            this.item = event.detail;
            this.editing = false;
          }}></item-form>` : nothing}
        ${this.editing ? nothing : itemDetails(item)}
        ${this.statistics === null ? nothing : audience(this.statistics)}
        ${this.similarLists()}
      </div>`;
  }

  /** @param {Item} item */
  actions(item) {
    return html`
      <button class="button" type="button" ?disabled=${this.editing} @click=${this.edit}>Change</button>
      <button class="button" type="button" @click=${this.hide}>${item.hidden ? 'Show in lists' : 'Hide from lists'}</button>
      <button class="button danger" type="button" @click=${this.erase}>Erase</button>`;
  }

  similarLists() {
    if (this.similar.length === 0) {
      return nothing;
    }
    const [first, second] = this.similar;
    const shared = this.similar.length === 2
      ? new Set(first?.items.filter(item => second?.items.some(other => other.itemId === item.itemId)).map(item => item.itemId)) : new Set();
    return html`
      <h2>Similar items</h2>
      ${this.similar.length === 2 ? sharedNote(shared.size, LENGTH) : nothing}
      <div class="columns">${this.similar.map((list, index) => itemList({
        title: list.fallback ? 'Most popular' : list.model ?? '',
        note: list.fallback ? 'no model knows this item' : `version ${list.version}`,
        tone: TONES[index] ?? 'blue',
        items: list.items,
        categories: list.categoryCounts,
        marked: item => shared.has(item.itemId),
      }))}</div>
      <p class="muted small">Similar means: ${first?.basis ?? ''}.</p>`;
  }
}

/** @param {Statistics} statistics */
function audience({ratings, interactions}) {
  const events = interactions.reduce((sum, type) => sum + type.events, 0);
  return html`
    ${factRow([
      {label: 'Ratings', value: whole(ratings.count)},
      {label: 'Mean rating', value: ratings.mean === null ? '–' : figure(ratings.mean)},
      {label: 'Latest rating', value: ago(ratings.latestAt)},
      {label: 'Interactions', value: whole(events)},
    ])}
    ${ratings.count === 0 && interactions.length === 0 ? nothing : html`
      <div class="columns">
        ${ratings.count === 0 ? nothing : html`
          <section class="card"><header><h2>Ratings by value</h2></header><div class="body">
            ${bars([...ratings.distribution].reverse().map(({value, count}) => [`${figure(value, 1).replace('.00', '')} ★`, count]), {tone: 'accent', format: whole})}
          </div></section>`}
        ${interactions.length === 0 ? nothing : html`
          <section class="card"><header><h2>Interactions by type</h2></header>
            <table><thead><tr><th scope="col">Type</th><th scope="col" class="number">Users</th><th scope="col" class="number">Events</th><th scope="col" class="number">Latest</th></tr></thead>
            <tbody>${interactions.map(type => html`<tr><td>${type.type}</td><td class="number">${whole(type.users)}</td><td class="number">${plural(type.events, 'event')}</td><td class="number muted">${ago(type.latestAt)}</td></tr>`)}</tbody></table>
          </section>`}
      </div>`}`;
}

customElements.define('item-view', ItemView);
