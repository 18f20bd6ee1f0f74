import {html, nothing} from 'lit';
import {get} from '../api/client.js';
import {session} from '../api/session.js';
import {whole} from '../format.js';
import {icon} from '../parts/icons.js';
import {emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {View} from '../parts/view.js';
import {go, link, replaceQuery} from '../router.js';

/** @typedef {{userId: string, ratings: number, interactions: number}} UserEntry */

const SIZE = 20;

/** Finds a user whose recommendations are to be shown. */
class UsersView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {page: {state: true}};

  constructor() {
    super();
    /** @type {import('../api/client.js').Page<UserEntry> | null} */
    this.page = null;
    this.asked = 0;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route')) {
      void this.load();
    }
  }

  get query() {
    return this.route.query.get('query') ?? '';
  }

  async load() {
    const asked = ++this.asked;
    const page = Number(this.route.query.get('page') ?? 0);
    const found = await this.attempt(() => get('/users', {query: this.query, page, size: SIZE}, this.leaving.signal));
    if (asked === this.asked) {
      this.page = found ?? this.page;
    }
  }

  render() {
    return html`
      ${pageHead({
        title: 'Users',
        lead: 'Whose recommendations do you want to see?',
        actions: html`<a class="button" href=${link(['visitor'])}>Try it as a visitor</a>`,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${this.page === null ? (this.busy ? loading() : nothing) : this.list(this.page)}
      </div>`;
  }

  /** @param {import('../api/client.js').Page<UserEntry>} page */
  list(page) {
    if (page.total === 0 && this.query === '') {
      return emptyState({
        icon: 'users',
        title: 'There are no users yet',
        text: 'Users come with their ratings and interactions: import a file, or send the first rating.',
        actions: session.may('write') ? html`<a class="button primary" href=${link(['imports'])}>Import ratings</a>` : nothing,
      });
    }
    return html`
      <section class="card">
        <form class="card-form" role="search" @submit=${this.open}>
          <div class="field search">
            <label for="user">User id</label>
            <span class="with-icon">${icon('search')}<input id="user" name="user" type="search" autocomplete="off" spellcheck="false"
              placeholder="The first characters of an id" .value=${this.query} @input=${this.search}></span>
          </div>
          <button class="button primary">Show</button>
        </form>
        ${page.items.length === 0 ? html`<p class="loading">No user id begins with “${this.query}”.</p>` : html`
          <table>
            <thead><tr><th scope="col">User</th><th scope="col" class="number">Ratings</th><th scope="col" class="number">Interactions</th></tr></thead>
            <tbody>${page.items.map(user => html`
              <tr class="clickable">
                <td><a class="row-link" href=${link(['users', user.userId])}>${user.userId}</a></td>
                <td class="number">${whole(user.ratings)}</td><td class="number">${whole(user.interactions)}</td>
              </tr>`)}
            </tbody>
          </table>`}
        ${pager(page, number => replaceQuery({query: this.query, page: number || null}), 'users')}
      </section>`;
  }

  /** @param {Event} event */
  search(event) {
    replaceQuery({query: /** @type {HTMLInputElement} */ (event.target).value});
  }

  /** @param {SubmitEvent} event */
  open(event) {
    event.preventDefault();
    const typed = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('user'));
    const user = typed === '' ? this.page?.items[0]?.userId : typed;
    if (user !== undefined) {
      go(['users', user]);
    }
  }
}

customElements.define('users-view', UsersView);
