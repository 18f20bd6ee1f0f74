import {html, nothing} from 'lit';
import {get} from '../api/client.js';
import {session} from '../api/session.js';
import {plural, whole} from '../format.js';
import {icon} from '../parts/icons.js';
import {titleOf} from '../parts/item-list.js';
import {categoryChips, emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {View} from '../parts/view.js';
import {go, link, replaceQuery} from '../router.js';
import './item-form.js';

/**
 * @typedef {import('../api/types.js').Item} Item
 * @typedef {{category: string, items: number}} Facet
 */

const SIZE = 25;
const MOST_FACETS = 40;
const SORTS = /** @type {const} */ ([['title', 'Title'], ['-title', 'Title, descending'], ['-year', 'Newest year'], ['year', 'Oldest year'], ['id', 'Id']]);

/** All items, searched, filtered and sorted by the service. */
class CatalogueView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {page: {state: true}, facets: {state: true}, adding: {state: true}};

  constructor() {
    super();
    /** @type {import('../api/client.js').Page<Item> | null} */
    this.page = null;
    /** @type {Facet[]} */
    this.facets = [];
    this.adding = false;
    this.asked = 0;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route')) {
      void this.load();
    }
  }

  /** The filter, as it is in the address. */
  get filter() {
    const {query} = this.route;
    return {
      query: query.get('query') ?? '',
      category: query.get('category') ?? '',
      hidden: query.get('hidden') ?? '',
      sort: query.get('sort') ?? 'title',
    };
  }

  async load() {
    const asked = ++this.asked;
    const {signal} = this.leaving;
    const {sort, ...filter} = this.filter;
    const page = Number(this.route.query.get('page') ?? 0);
    const found = await this.attempt(() => Promise.all([
      get('/items', {...filter, sort, page, size: SIZE}, signal),
      get('/categories', {...filter, size: MOST_FACETS}, signal),
    ]));
    if (found && asked === this.asked) {
      [this.page, {items: this.facets}] = found;
    }
  }

  /** @param {Record<string, string | number | null>} change of the filter, which begins at the first page again */
  change(change) {
    const {sort, ...filter} = {...this.filter, ...change};
    replaceQuery({...filter, sort: sort === 'title' ? null : sort});
  }

  render() {
    return html`
      ${pageHead({
        title: 'Catalogue',
        lead: 'The items that can be recommended.',
        actions: session.may('write') && !this.adding
          ? html`<button class="button" type="button" @click=${() => (this.adding = true)}>${icon('plus')}Add an item</button>` : nothing,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${this.adding ? html`<item-form @saved=${(/** @type {CustomEvent<Item>} */ event) => go(['catalogue', event.detail.id])}
          @closed=${() => (this.adding = false)}></item-form>` : nothing}
        ${this.page === null ? (this.busy ? loading() : nothing) : this.list(this.page)}
      </div>`;
  }

  /** @param {import('../api/client.js').Page<Item>} page */
  list(page) {
    const {query, category, hidden} = this.filter;
    if (page.total === 0 && query + category + hidden === '') {
      return emptyState({
        icon: 'catalogue',
        title: 'The catalogue is empty',
        text: 'Import a file of items, or a file of ratings whose items are created on the way.',
        actions: session.may('write') ? html`<a class="button primary" href=${link(['imports'])}>Import items</a>` : nothing,
      });
    }
    return html`
      <section class="card">
        ${this.form()}
        ${this.facetChips()}
        <p class="count-line muted" role="status">${plural(page.total, 'item')}${query + category + hidden === '' ? '' : ' match'}</p>
        ${page.items.length === 0 ? html`<p class="body"><button class="button" type="button" @click=${() => replaceQuery({})}>Show all items</button></p>` : html`
          <table class="cards">
            <thead><tr><th scope="col">Title</th><th scope="col" class="number">Year</th><th scope="col">Categories</th><th scope="col">Id</th></tr></thead>
            <tbody>${page.items.map(row)}</tbody>
          </table>`}
        ${pager(page, number => replaceQuery({...this.filter, page: number || null}), 'items')}
      </section>`;
  }

  form() {
    const {query, hidden, sort} = this.filter;
    return html`
      <form class="card-form" role="search" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
        <div class="field search"><label for="query">Title</label>
          <span class="with-icon">${icon('search')}<input id="query" type="search" autocomplete="off" placeholder="A part of the title" .value=${query}
            @input=${(/** @type {Event} */ event) => this.change({query: valueOf(event)})}></span></div>
        <div class="field"><label for="hidden">Items</label>
          <select id="hidden" @change=${(/** @type {Event} */ event) => this.change({hidden: valueOf(event)})}>
            ${[['', 'All'], ['false', 'Shown'], ['true', 'Hidden']].map(([value, label]) => html`<option value=${value} ?selected=${value === hidden}>${label}</option>`)}
          </select></div>
        <div class="field"><label for="sort">Order</label>
          <select id="sort" @change=${(/** @type {Event} */ event) => this.change({sort: valueOf(event)})}>
            ${SORTS.map(([value, label]) => html`<option value=${value} ?selected=${value === sort}>${label}</option>`)}
          </select></div>
      </form>`;
  }

  /** The categories of the items that match, and how many items have each; a click chooses one, a second click none. */
  facetChips() {
    const chosen = this.filter.category;
    const facets = chosen === '' || this.facets.some(facet => facet.category === chosen) ? this.facets : [{category: chosen, items: 0}, ...this.facets];
    return facets.length === 0 ? nothing : html`
      <div class="facets" role="group" aria-label="Category">
        ${facets.map(({category, items}) => html`
          <button type="button" class="facet ${category === chosen ? 'required' : ''}" aria-pressed=${category === chosen ? 'true' : 'false'}
            @click=${() => this.change({category: category === chosen ? '' : category})}>${category} <span>${whole(items)}</span></button>`)}
      </div>`;
  }
}

/** @param {Item} item */
const row = item => html`
  <tr class="clickable">
    <td class="first wide"><a class="row-link" href=${link(['catalogue', item.id])}>${titleOf(item)}</a> ${item.hidden ? html`<span class="badge">hidden</span>` : nothing}</td>
    <td class="number" data-label="Year">${item.year ?? '–'}</td>
    <td class="wide last">${categoryChips(item.categories, 4)}</td>
    <td class="mono muted" data-label="Id">${item.id}</td>
  </tr>`;

/** @param {Event} event */
const valueOf = event => /** @type {HTMLInputElement} */ (event.target).value;

customElements.define('catalogue-view', CatalogueView);
