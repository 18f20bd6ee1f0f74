import {html, nothing} from 'lit';
import {get, path, post} from '../api/client.js';
import {download} from '../api/download.js';
import {live} from '../api/live.js';
import {session} from '../api/session.js';
import {ago, duration, moment, percent, plural, whole} from '../format.js';
import {progressBar} from '../parts/bars.js';
import {confirm} from '../parts/confirm.js';
import {icon} from '../parts/icons.js';
import {factRow, loading, pageHead, pairs, problemNote, stateBadge, warningNotes} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {steps} from '../parts/steps.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';
import {draft} from './import-draft.js';
import './import-next.js';
import {STEPS} from './import-prepare.js';
import {rejectionRows} from './import-preview.js';
import {fractionOf} from './imports.js';

/** @typedef {import('../api/types.js').ImportStatus} ImportStatus */

const UNFINISHED = ['QUEUED', 'RUNNING'];
const SUCCESS = ['SUCCEEDED', 'SUCCEEDED_WITH_WARNINGS'];
const SIZE = 20;

/** One import: its progress, what came of it, its rejected rows, and what to do next. */
class ImportView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {status: {state: true}, rejections: {state: true}};

  constructor() {
    super();
    /** @type {ImportStatus | null} */
    this.status = null;
    /** @type {import('../api/client.js').Page<import('../api/types.js').Rejection> | null} */
    this.rejections = null;
  }

  get url() {
    return path`/imports/${this.route.parts[0] ?? ''}`;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route') && changed.get('route')?.parts[0] !== this.route.parts[0]) {
      void this.load();
    }
  }

  async load() {
    const {signal} = this.leaving;
    const status = await this.attempt(() => get(this.url, {}, signal));
    if (!status) {
      return;
    }
    this.status = status;
    if (UNFINISHED.includes(status.state)) {
      await live.followOne(`${this.url}/events`, event => {
        this.status = event.data;
      }, signal);
    }
    if (!signal.aborted) {
      await this.loadRejections(0);
    }
  }

  /** @param {number} page */
  async loadRejections(page) {
    if (this.status?.rowsRejected) {
      this.rejections = await this.attempt(() => get(`${this.url}/rejections`, {page, size: SIZE}, this.leaving.signal)) ?? this.rejections;
    }
  }

  async cancel() {
    const sure = await confirm({
      title: 'Cancel this import?',
      text: 'It stops after the present batch. What it has written stays; import the whole file again to complete it.',
      action: 'Cancel the import',
      danger: true,
    });
    if (sure !== null) {
      await this.attempt(() => post(`${this.url}/cancel`));
    }
  }

  render() {
    const {status} = this;
    const back = {href: link(['imports']), label: 'Imports'};
    if (status === null) {
      return html`${pageHead({title: 'Import', back})}${problemNote(this.problem)}${this.busy ? loading() : nothing}`;
    }
    const unfinished = UNFINISHED.includes(status.state);
    const success = SUCCESS.includes(status.state);
    return html`
      ${pageHead({
        title: status.name,
        back,
        badge: stateBadge(status.state),
        lead: html`Submitted <time title=${moment(status.submittedAt)}>${ago(status.submittedAt)}</time>`,
        actions: session.may('write') ? this.actions(status) : nothing,
      })}
      <div class="stack">
        ${this.route.query.has('user') ? steps(STEPS, success ? 2 : 1) : nothing}
        ${problemNote(this.problem)}
        ${status.failure === null ? nothing : html`<div class="note bad" role="alert">${icon('warning')}<div>${status.failure}</div></div>`}
        ${warningNotes(status.warnings)}
        ${status.note === null ? nothing : html`<div class="note">${icon('info')}<div>${status.note}</div></div>`}
        ${unfinished ? progressCard(status) : nothing}
        ${factRow(facts(status))}
        ${success ? html`<import-next .status=${status} .user=${this.route.query.get('user')}></import-next>` : nothing}
        ${this.rejectedPart(status)}
        ${detailsPart(status)}
      </div>`;
  }

  /** @param {ImportStatus} status */
  actions(status) {
    if (UNFINISHED.includes(status.state)) {
      return html`<button class="button danger" type="button" @click=${this.cancel}>Cancel this import</button>`;
    }
    return draft.last?.id === status.id
      ? html`<a class="button" href=${link(['imports'])} @click=${() => draft.again()}>Import it again with other options</a>`
      : nothing;
  }

  /** @param {ImportStatus} status */
  rejectedPart(status) {
    const {rejections} = this;
    if (rejections === null || rejections.total === 0) {
      return nothing;
    }
    return html`
      <section class="card">
        <header>
          <h2>${plural(status.rowsRejected, 'rejected row')}</h2>
          <button class="button little" type="button" @click=${() => this.attempt(() => download(`${this.url}/rejections.csv`))}>
            ${icon('download')} Download${status.rowsRejected > rejections.total ? ` the first ${whole(rejections.total)}` : ''}</button>
        </header>
        ${rejectionRows(rejections.items)}
        ${pager(rejections, page => void this.loadRejections(page), 'rows')}
      </section>`;
  }
}

/** @param {ImportStatus} status */
const progressCard = status => html`
  <section class="card job-progress">
    <p><strong>${status.state === 'QUEUED' ? 'Waiting for its turn' : `${plural(status.rowsRead, 'row')} read`}</strong>
      <span class="muted">${[
        status.rowsPerSecond ? `${whole(status.rowsPerSecond)} rows per second` : '',
        status.secondsLeft === null ? '' : `about ${duration(status.secondsLeft)} left`,
      ].filter(text => text !== '').join(', ')}</span></p>
    ${progressBar(fractionOf(status), 'Progress of the import')}
  </section>`;

/**
 * @param {ImportStatus} status
 * @returns {{label: string, value: import('../parts/page.js').Content, more?: import('../parts/page.js').Content}[]}
 */
function facts(status) {
  const rows = status.detected?.users ? 'Users' : status.detected?.interactions ? 'Interactions' : 'Ratings';
  const items = status.itemsWritten + status.itemsUnchanged > 0;
  const none = status.rowsRead === 0 && items;
  return [
    ...(none ? [] : [
      {label: `${rows} written`, value: whole(status.rowsWritten)},
      {label: 'Unchanged', value: whole(status.rowsUnchanged)},
    ]),
    ...(items ? [{label: 'Items written', value: whole(status.itemsWritten), more: `${whole(status.itemsUnchanged)} unchanged`}] : []),
    {label: 'Rejected rows', value: whole(status.rowsRejected), more: status.rowsRead > 0 ? percent(status.rowsRejected / status.rowsRead) : nothing},
    ...(status.rowsIgnored > 0 ? [{label: 'Left out', value: whole(status.rowsIgnored)}] : []),
    {label: 'Duration', value: duration(seconds(status))},
  ];
}

/** @param {ImportStatus} status */
const seconds = ({startedAt, endedAt}) =>
  (startedAt === null ? null : ((endedAt === null ? Date.now() : Date.parse(endedAt)) - Date.parse(startedAt)) / 1000);

/** @param {ImportStatus} status */
function detailsPart({detected}) {
  const parts = Object.entries(detected ?? {}).flatMap(([kind, file]) => (file === null ? [] : [{kind, file}]));
  return parts.length === 0 ? nothing : html`
    <section class="card"><header><h2>How the file was read</h2></header>
      <div class="body stack">${parts.map(({kind, file}) => html`
        <div><h3>${kind.charAt(0).toUpperCase()}${kind.slice(1)}</h3>
        ${pairs([
          ...Object.entries(file.columns).map(([name, column]) => /** @type {[string, string]} */ ([name, column])),
          ['format', file.text.format === 'NDJSON' ? 'JSON lines' : 'CSV'],
          ['encoding', file.text.encoding],
          ...(file.timestampFormat === null ? [] : [/** @type {[string, string]} */ (['times', file.timestampFormat])]),
        ])}</div>`)}</div></section>`;
}

customElements.define('import-view', ImportView);
