import {html, nothing} from 'lit';
import {get, path, post} from '../api/client.js';
import {download} from '../api/download.js';
import {session} from '../api/session.js';
import {ago, bytes, duration, moment, percent, plural, whole} from '../format.js';
import {progressBar} from '../parts/bars.js';
import {confirm} from '../parts/confirm.js';
import {copy} from '../parts/copy.js';
import {icon} from '../parts/icons.js';
import {factRow, loading, pageHead, problemNote, stateBadge, warningNotes} from '../parts/page.js';
import {Poll} from '../parts/poll.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';
import {formatOf, fractionOf, nameOf} from './batches.js';

/** @typedef {import('../api/batch-types.js').Batch} Batch */

const PERIOD = 1000;
const UNFINISHED = ['QUEUED', 'RUNNING'];
const SUCCESS = ['SUCCEEDED', 'SUCCEEDED_WITH_WARNINGS'];

/** One batch: its progress, what it computed, and its file. */
class BatchView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {batch: {state: true}, copied: {state: true}};

  constructor() {
    super();
    /** @type {Batch | null} */
    this.batch = null;
    /** @type {string | null} whether the digest was copied */
    this.copied = null;
    this.poll = new Poll(this, PERIOD, async () => {
      if (this.batch === null ? this.problem?.status !== 404 : UNFINISHED.includes(this.batch.state)) {
        await this.load();
      }
    });
  }

  get url() {
    return path`/recommendation-batches/${this.route.parts[0] ?? ''}`;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route') && this.batch !== null && this.batch.id !== this.route.parts[0]) {
      this.batch = null;
      void this.load();
    }
  }

  async load() {
    const batch = await this.attempt(() => get(this.url, {}, this.leaving.signal));
    if (batch?.id === this.route.parts[0]) {
      this.batch = batch;
    }
  }

  async cancel() {
    const sure = await confirm({
      title: 'Cancel this batch?', text: 'The lists that it has computed are deleted.', action: 'Cancel the batch', danger: true,
    });
    if (sure !== null) {
      this.batch = await this.attempt(() => post(`${this.url}/cancel`)) ?? this.batch;
    }
  }

  /** A download computes the digest of a file from which a user was erased. */
  async download() {
    await this.attempt(() => download(`${this.url}/result`));
  }

  async copyDigest() {
    const field = this.querySelector('input');
    if (field !== null) {
      const done = await copy(field.value, field);
      this.copied = done ? 'Copied.' : 'The browser does not permit copying: the digest is selected, press Ctrl+C.';
    }
  }

  render() {
    const {batch} = this;
    const back = {href: link(['batches']), label: 'Batches'};
    if (batch === null) {
      return html`${pageHead({title: 'Batch', back})}${problemNote(this.problem)}${this.problem === null ? loading() : nothing}`;
    }
    const unfinished = UNFINISHED.includes(batch.state);
    return html`
      ${pageHead({
        title: nameOf(batch),
        back,
        badge: stateBadge(batch.state),
        lead: html`${formatOf(batch)}, submitted <time title=${moment(batch.submittedAt)}>${ago(batch.submittedAt)}</time>`,
        actions: unfinished && session.may('write') ? html`<button class="button danger" type="button" @click=${this.cancel}>Cancel this batch</button>` : nothing,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${batch.failure === null ? nothing : html`<div class="note bad" role="alert">${icon('warning')}<div>${batch.failure}</div></div>`}
        ${warningNotes(batch.warnings)}
        ${unfinished ? progressCard(batch) : nothing}
        ${factRow(facts(batch))}
        ${SUCCESS.includes(batch.state) ? this.file(batch) : nothing}
        ${unknownUsers(batch)}
      </div>`;
  }

  /** @param {Batch} batch */
  file(batch) {
    const {result} = batch;
    if (result === null) {
      return html`<div class="note">${icon('info')}<div>The file was deleted, because its time was over. Submit the batch again to compute it.</div></div>`;
    }
    return html`
      <section class="card">
        <header><h2>File</h2>
          <button class="button primary" type="button" @click=${this.download}>${icon('download')} Download${result.byteCount === null ? nothing : ` ${bytes(result.byteCount)}`}</button></header>
        <div class="body stack">
          <p class="muted">A gzip file of ${batch.format === 'CSV' ? 'CSV with one line per item' : 'JSON lines, one list in each'}. It is deleted
            <time title=${moment(result.availableUntil)}>${ago(result.availableUntil)}</time>, on ${moment(result.availableUntil)}.</p>
          ${result.sha256 === null ? html`<p>A user was erased from it. Its size and SHA-256 are computed again with the next download.</p>` : html`
            <div class="field"><label for="digest">SHA-256 of the file</label>
              <div class="secret">
                <input id="digest" readonly .value=${result.sha256} @focus=${(/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select()}>
                <button class="button" type="button" @click=${this.copyDigest}>${icon('copy')} Copy</button>
              </div>
              <span class="hint" role="status">${this.copied ?? ''}</span></div>`}
        </div>
      </section>`;
  }
}

/** @param {Batch} batch */
function progressCard(batch) {
  const seconds = batch.startedAt === null ? 0 : (Date.now() - Date.parse(batch.startedAt)) / 1000;
  const rate = seconds > 0 ? batch.usersDone / seconds : 0;
  return html`
    <section class="card job-progress">
      <p><strong>${batch.state === 'QUEUED' ? 'Waiting for its turn' : `${whole(batch.usersDone)} of ${plural(batch.usersTotal, 'user')}`}</strong>
        <span class="muted">${rate === 0 ? '' : `${whole(rate)} users per second, about ${duration((batch.usersTotal - batch.usersDone) / rate)} left`}</span></p>
      ${progressBar(fractionOf(batch), 'Progress of the batch')}
    </section>`;
}

/**
 * @param {Batch} batch
 * @returns {{label: string, value: import('../parts/page.js').Content, more?: import('../parts/page.js').Content}[]}
 */
function facts(batch) {
  const {model, version, usersDone, usersTotal, unknownUserCount, result} = batch;
  return [
    model === null ? {label: 'Model', value: 'popularity'}
      : {label: 'Model', value: html`<a href=${link(['models', model, version ?? ''])}>${model}</a>`, more: `version ${version}`},
    {label: 'Users', value: whole(usersTotal), ...(usersDone < usersTotal ? {more: `${percent(fractionOf(batch))} done`} : {})},
    ...(batch.allUsers ? [] : [{label: 'Unknown users', value: whole(unknownUserCount)}]),
    ...(result === null || result.byteCount === null ? [] : [{label: 'Size', value: bytes(result.byteCount)}]),
    {label: 'Duration', value: duration(secondsOf(batch))},
  ];
}

/** @param {Batch} batch */
const secondsOf = ({startedAt, endedAt}) =>
  (startedAt === null ? null : ((endedAt === null ? Date.now() : Date.parse(endedAt)) - Date.parse(startedAt)) / 1000);

/** @param {Batch} batch */
const unknownUsers = ({unknownUserCount, unknownUsers: first}) => (unknownUserCount === 0 ? nothing : html`
  <details class="card"><summary>${plural(unknownUserCount, 'unknown user')}</summary>
    <div class="body stack"><p class="muted">No user has ${unknownUserCount === 1 ? 'this id' : 'these ids'}${unknownUserCount > first.length ? `, of which the first ${whole(first.length)} are here` : ''}.</p>
      <pre class="unknown-users" tabindex="0" aria-label="Unknown users">${first.join('\n')}</pre></div></details>`);

customElements.define('batch-view', BatchView);
