import {html, nothing} from 'lit';
import {repeat} from 'lit-html/directives/repeat.js';
import {get} from '../api/client.js';
import {session} from '../api/session.js';
import {ago, bytes, moment, plural, whole} from '../format.js';
import {progressBar} from '../parts/bars.js';
import {emptyState, loading, pageHead, problemNote, stateBadge} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {Poll} from '../parts/poll.js';
import {View} from '../parts/view.js';
import {go, link, replaceQuery} from '../router.js';
import './batch-form.js';

/** @typedef {import('../api/batch-types.js').Batch} Batch */

const SIZE = 25;
const PERIOD = 3000;

/** All batches, newest first, and the form of the next one. */
class BatchesView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {page: {state: true}, ordering: {state: true}};

  constructor() {
    super();
    /** @type {import('../api/client.js').Page<Batch> | null} */
    this.page = null;
    this.ordering = false;
    this.poll = new Poll(this, PERIOD, () => this.load());
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route') && this.page !== null) {
      void this.load();
    }
  }

  get number() {
    return Number(this.route.query.get('page') ?? 0);
  }

  async load() {
    const page = this.number;
    const found = await this.attempt(() => get('/recommendation-batches', {page, size: SIZE}, this.leaving.signal));
    if (found && page === this.number) {
      this.page = found;
    }
  }

  render() {
    return html`
      ${pageHead({
        title: 'Batches',
        lead: 'The lists of all users, or of many, as one file.',
        actions: session.may('write') && !this.ordering ? html`<button class="button primary" type="button" @click=${() => (this.ordering = true)}>Submit a batch</button>` : nothing,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${this.ordering ? html`<batch-form @closed=${() => (this.ordering = false)}
          @submitted=${(/** @type {CustomEvent} */ event) => go(['batches', event.detail.id])}></batch-form>` : nothing}
        ${this.page === null ? (this.problem === null ? loading() : nothing) : this.list(this.page)}
      </div>`;
  }

  /** @param {import('../api/client.js').Page<Batch>} page */
  list(page) {
    if (page.total === 0) {
      return this.ordering ? nothing : emptyState({
        icon: 'batches',
        title: 'There are no batches yet',
        text: session.may('write')
          ? 'A batch computes the lists of all users in the background, for a nightly mail, a cache of your own or a data warehouse. The result is one compressed file.'
          : 'Submitting a batch needs a key with the role write. Ask an administrator for one.',
        actions: html`<pre class="example" tabindex="0" aria-label="Example call">curl -X POST -H 'Content-Type: application/json' \\
  -d '{"users": "all", "k": 30}' ${new URL('../recommendation-batches', document.baseURI).href}</pre>`,
      });
    }
    return html`
      <section class="card">
        <header><h2>${plural(page.total, 'batch', 'batches')}</h2></header>
        <table class="cards batches">
          <thead><tr><th scope="col">Users</th><th scope="col">State</th><th scope="col">Progress</th><th scope="col">Model</th>
            <th scope="col" class="number">Size</th><th scope="col" class="number">Submitted</th></tr></thead>
          <tbody>${repeat(page.items, batch => batch.id, row)}</tbody>
        </table>
        ${pager(page, number => replaceQuery({page: number || null}), 'batches')}
      </section>`;
  }
}

/** @param {Batch} batch */
const row = batch => html`
  <tr class="clickable">
    <td class="first"><a class="row-link" href=${link(['batches', batch.id])}>${nameOf(batch)}</a> <span class="muted small">${formatOf(batch)}</span></td>
    <td class="state">${stateBadge(batch.state)}</td>
    <td class="progress wide" data-label="Users done">${batch.state === 'RUNNING'
      ? html`<div class="running"><span>${whole(batch.usersDone)} / ${whole(batch.usersTotal)}</span>${progressBar(fractionOf(batch), `Progress of ${nameOf(batch)}`)}</div>`
      : batch.state === 'QUEUED' ? '–' : `${whole(batch.usersDone)} / ${whole(batch.usersTotal)}`}</td>
    <td class="wide" data-label="Model">${modelOf(batch)}</td>
    <td class="number" data-label="Size">${bytes(batch.result?.byteCount)}</td>
    <td class="number" data-label="Submitted"><time datetime=${batch.submittedAt} title=${moment(batch.submittedAt)}>${ago(batch.submittedAt)}</time></td>
  </tr>`;

/** @param {Batch} batch */
export const nameOf = ({allUsers, usersTotal, unknownUserCount}) => (allUsers ? 'All users' : plural(usersTotal + unknownUserCount, 'user'));

/** @param {Batch} batch */
export const formatOf = ({format}) => (format === 'CSV' ? 'CSV' : 'JSON lines');

/** @param {Batch} batch */
const modelOf = ({model, version}) => (model === null ? 'popularity' : `${model} version ${version}`);

/** @param {Batch} batch */
export const fractionOf = ({usersDone, usersTotal}) => (usersTotal === 0 ? 0 : usersDone / usersTotal);

customElements.define('batches-view', BatchesView);
