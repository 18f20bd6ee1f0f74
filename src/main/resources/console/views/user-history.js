import {html, nothing} from 'lit';
import {get, path} from '../api/client.js';
import {download} from '../api/download.js';
import {session} from '../api/session.js';
import {ago, figure, moment, plural, whole} from '../format.js';
import {stars} from '../parts/item-list.js';
import {loading, problemNote} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';

/**
 * @typedef {{itemId: string, title: string, value: number, ratedAt: string}} RatingRow
 * @typedef {{itemId: string, title: string, type: string, count: number, lastAt: string}} InteractionRow
 */

const SIZE = 10;

/** @param {import('./user.js').UserSummary | null} summary */
export const eventsOf = summary => (summary === null ? 0 : summary.interactions.reduce((sum, type) => sum + type.events, 0));

/** The ratings and interactions of a user, newest first. */
class UserHistory extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {userId: {attribute: false}, summary: {attribute: false}, kind: {state: true}, page: {state: true}};

  constructor() {
    super();
    this.userId = '';
    /** @type {import('./user.js').UserSummary | null} */
    this.summary = null;
    /** @type {'ratings' | 'interactions'} */
    this.kind = 'ratings';
    /** @type {import('../api/client.js').Page<any> | null} */
    this.page = null;
  }

  firstUpdated() {
    void this.show(this.summary?.ratings.count === 0 && this.summary.interactions.length > 0 ? 'interactions' : 'ratings');
  }

  /**
   * @param {'ratings' | 'interactions'} kind
   * @param {number} [page]
   */
  async show(kind, page = 0) {
    const query = {page, size: SIZE, sort: kind === 'ratings' ? '-ratedAt' : null};
    const found = await this.attempt(() => get(path`/users/${this.userId}/${kind}`, query, this.leaving.signal));
    if (found) {
      this.kind = kind;
      this.page = found;
    }
  }

  render() {
    const ratings = this.summary?.ratings ?? {count: 0, mean: null};
    const events = eventsOf(this.summary);
    return html`
      <section class="card">
        <header>
          <h2>History</h2>
          <span class="muted small">${plural(ratings.count, 'rating')}${ratings.mean === null ? '' : `, ${figure(ratings.mean)} on average`}, ${plural(events, 'interaction')}</span>
          <div class="actions">
            ${events === 0 || ratings.count === 0 ? nothing : html`
              <div class="tabs" role="group" aria-label="Kind">${/** @type {const} */ (['ratings', 'interactions']).map(kind => html`
                <button type="button" aria-pressed=${kind === this.kind ? 'true' : 'false'} @click=${() => this.show(kind)}>${kind === 'ratings' ? 'Ratings' : 'Interactions'}</button>`)}</div>`}
            ${session.may('write') ? html`<button class="button danger little" type="button" @click=${() => this.dispatchEvent(new Event('erase'))}>Erase this user</button>` : nothing}
            <button class="button little" type="button" @click=${() => this.attempt(() => download(path`/exports/users/${this.userId}/ratings.csv`))}>Download ratings</button>
          </div>
        </header>
        ${problemNote(this.problem)}
        ${this.page === null ? loading() : html`
          ${this.kind === 'ratings' ? ratingTable(this.page.items) : interactionTable(this.page.items)}
          ${pager(this.page, number => void this.show(this.kind, number), this.kind)}`}
      </section>`;
  }
}

/** @param {RatingRow[]} rows */
const ratingTable = rows => (rows.length === 0 ? html`<p class="loading">No ratings.</p>` : html`
  <table>
    <thead><tr><th scope="col">Item</th><th scope="col" class="number">Rating</th><th scope="col" class="number">When</th></tr></thead>
    <tbody>${rows.map(row => html`
      <tr><td><a class="row-link" href=${link(['catalogue', row.itemId])}>${row.title}</a></td><td class="number">${stars(row.value)}</td>
        <td class="number muted"><time title=${moment(row.ratedAt)}>${ago(row.ratedAt)}</time></td></tr>`)}</tbody>
  </table>`);

/** @param {InteractionRow[]} rows */
const interactionTable = rows => html`
  <table class="cards">
    <thead><tr><th scope="col">Item</th><th scope="col">Type</th><th scope="col" class="number">Number</th><th scope="col" class="number">Last</th></tr></thead>
    <tbody>${rows.map(row => html`
      <tr><td class="first"><a class="row-link" href=${link(['catalogue', row.itemId])}>${row.title}</a></td><td><span class="chip">${row.type}</span></td>
        <td class="number" data-label="Number">${whole(row.count)}</td><td class="number muted" data-label="Last"><time title=${moment(row.lastAt)}>${ago(row.lastAt)}</time></td></tr>`)}</tbody>
  </table>`;

customElements.define('user-history', UserHistory);
