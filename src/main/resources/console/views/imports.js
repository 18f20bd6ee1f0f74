import {html, nothing} from 'lit';
import {repeat} from 'lit-html/directives/repeat.js';
import {get} from '../api/client.js';
import {handover} from '../api/handover.js';
import {live} from '../api/live.js';
import {session} from '../api/session.js';
import {ago, moment, percent, plural, whole} from '../format.js';
import {progressBar} from '../parts/bars.js';
import {icon} from '../parts/icons.js';
import {emptyState, loading, pageHead, problemNote, stateBadge} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {View} from '../parts/view.js';
import {link, replaceQuery} from '../router.js';
import {draft} from './import-draft.js';
import './import-prepare.js';

/** @typedef {import('../api/types.js').ImportStatus} ImportStatus */

const SIZE = 25;

/** All imports, newest first, and the place for the next file. */
class ImportsView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {page: {state: true}};

  constructor() {
    super();
    /** @type {import('../api/client.js').Page<ImportStatus> | null} */
    this.page = null;
    this.change = () => this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    draft.addEventListener('change', this.change);
    handover.addEventListener('files', () => this.take(), {signal: this.leaving.signal});
    this.take();
    live.listen(change => {
      if (change.kind === 'import') {
        this.merge(change.job);
      }
    }, this.leaving.signal);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    draft.removeEventListener('change', this.change);
  }

  take() {
    const files = handover.take();
    if (files.length > 0) {
      draft.choose(files);
    }
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route')) {
      void this.load();
    }
  }

  async load() {
    const page = Number(this.route.query.get('page') ?? 0);
    const found = await this.attempt(() => get('/imports', {page, size: SIZE}, this.leaving.signal));
    this.page = found ?? this.page;
  }

  /** @param {ImportStatus} status */
  merge(status) {
    if (this.page === null) {
      return;
    }
    if (this.page.items.some(other => other.id === status.id)) {
      this.page = {...this.page, items: this.page.items.map(other => (other.id === status.id ? status : other))};
    } else if (this.page.page === 0) {
      void this.load();
    }
  }

  render() {
    if (draft.file !== null && session.may('write')) {
      return html`<import-prepare></import-prepare>`;
    }
    return html`
      ${pageHead({title: 'Imports', lead: 'Files of ratings, interactions, items and users.'})}
      <div class="stack">
        ${draft.refusal === null ? nothing : html`<div class="note bad" role="alert">${icon('warning')}<div>${draft.refusal}</div></div>`}
        ${session.may('write') ? this.dropZone() : nothing}
        ${problemNote(this.problem)}
        ${this.page === null ? (this.busy ? loading() : nothing) : this.list(this.page)}
      </div>`;
  }

  dropZone() {
    return html`
      <section class="card drop-zone">
        ${icon('upload', 32)}
        <div>
          <h2>Drop a file anywhere on this page</h2>
          <p class="muted">Ratings, interactions, items or users as CSV or JSON lines, plain, gzip or zip, or a MovieLens archive. It is checked first; nothing is written before you say so.</p>
        </div>
        <label class="button primary">Choose a file
          <input class="visually-hidden" type="file" multiple @change=${(/** @type {Event} */ event) => {
            const input = /** @type {HTMLInputElement} */ (event.target);
            draft.choose([...input.files ?? []]);
          }}>
        </label>
      </section>`;
  }

  /** @param {import('../api/client.js').Page<ImportStatus>} page */
  list(page) {
    if (page.total === 0) {
      return emptyState({
        icon: 'imports',
        title: 'Nothing has been imported yet',
        text: session.may('write')
          ? html`A file of ratings has one row for each: <code>userId,itemId,rating,timestamp</code>. A file of interactions has a type instead of the rating, such as
              view or purchase. Other names of columns are no problem: you choose them in the check.`
          : 'Importing needs a key with the role write. Ask an administrator for one.',
      });
    }
    return html`
      <section class="card">
        <header><h2>${plural(page.total, 'import')}</h2></header>
        <table class="cards imports">
          <thead><tr>
            <th scope="col">File</th><th scope="col">State</th><th scope="col">Progress</th><th scope="col" class="number">Items written</th>
            <th scope="col" class="number">Rows written</th><th scope="col" class="number">Rejected</th><th scope="col" class="number">Submitted</th>
          </tr></thead>
          <tbody>${repeat(page.items, status => status.id, row)}</tbody>
        </table>
        ${pager(page, number => replaceQuery({page: number || null}), 'imports')}
      </section>`;
  }
}

/** @param {ImportStatus} status */
const row = status => html`
  <tr class="clickable">
    <td class="first"><a class="row-link" href=${link(['imports', status.id])}>${status.name}</a></td>
    <td class="state">${stateBadge(status.state)}</td>
    <td class="progress ${status.state === 'RUNNING' ? 'wide' : 'none'}" data-label="Read">${status.state === 'RUNNING'
      ? html`<div class="running"><span>${percent(fractionOf(status))}</span>${progressBar(fractionOf(status), `Progress of ${status.name}`)}</div>`
      : status.state === 'QUEUED' ? '–' : percent(fractionOf(status))}</td>
    <td class="number" data-label="Items">${whole(status.itemsWritten)}</td>
    <td class="number" data-label="Rows">${whole(status.rowsWritten)}</td>
    <td class="number" data-label="Rejected">${whole(status.rowsRejected)}</td>
    <td class="number" data-label="Submitted"><time datetime=${status.submittedAt} title=${moment(status.submittedAt)}>${ago(status.submittedAt)}</time></td>
  </tr>`;

/** @param {ImportStatus} status */
export const fractionOf = ({bytesRead, bytesTotal}) => (bytesTotal ? Math.min(1, bytesRead / bytesTotal) : 0);

customElements.define('imports-view', ImportsView);
