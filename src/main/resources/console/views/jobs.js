import {html, nothing} from 'lit';
import {repeat} from 'lit-html/directives/repeat.js';
import {get} from '../api/client.js';
import {live} from '../api/live.js';
import {session} from '../api/session.js';
import {ago, duration, figure, metricName, moment, percent, whole, words} from '../format.js';
import {progressBar, sparkline} from '../parts/bars.js';
import {emptyState, loading, pageHead, problemNote, stateBadge} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {View} from '../parts/view.js';
import {link, replaceQuery} from '../router.js';

/** @typedef {import('../api/types.js').JobEntry} JobEntry */

const SIZE = 25;
const STATES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'SUCCEEDED_WITH_WARNINGS', 'FAILED', 'CANCELLED'];

/** All training jobs, newest first, changed by the event stream. */
class JobsView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {page: {state: true}};

  constructor() {
    super();
    /** @type {import('../api/client.js').Page<JobEntry> | null} */
    this.page = null;
  }

  connectedCallback() {
    super.connectedCallback();
    live.listen(change => {
      if (change.kind === 'training') {
        this.merge(change.job);
      }
    }, this.leaving.signal);
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route')) {
      void this.load();
    }
  }

  get state() {
    return this.route.query.get('state') ?? '';
  }

  async load() {
    const page = Number(this.route.query.get('page') ?? 0);
    const found = await this.attempt(() => get('/training-jobs', {state: this.state, page, size: SIZE}, this.leaving.signal));
    this.page = found ?? this.page;
  }

  /** @param {JobEntry} job */
  merge(job) {
    if (this.page === null) {
      return;
    }
    if (this.page.items.some(other => other.id === job.id)) {
      this.page = {...this.page, items: this.page.items.map(other => (other.id === job.id ? job : other))};
    } else if (this.page.page === 0 && !this.busy && job.submittedAt > (this.page.items[0]?.submittedAt ?? '')) {
      void this.load();
    }
  }

  render() {
    return html`
      ${pageHead({
        title: 'Training jobs',
        lead: 'What is being trained, what waits, and what came of it.',
        actions: session.may('train') ? html`<a class="button primary" href=${link(['train'])}>Train a model</a>` : nothing,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${this.page === null ? (this.busy ? loading() : nothing) : this.list(this.page)}
      </div>`;
  }

  /** @param {import('../api/client.js').Page<JobEntry>} page */
  list(page) {
    if (page.total === 0 && this.state === '') {
      return emptyState({
        icon: 'jobs',
        title: 'Nothing has been trained yet',
        text: 'A training needs ratings or interactions: import some first, then train a model with its defaults. Until then, every user gets the most popular items.',
        actions: html`
          ${session.may('train') ? html`<a class="button primary" href=${link(['train'])}>Choose a model</a>` : nothing}
          ${session.may('write') ? html`<a class="button" href=${link(['imports'])}>Import ratings</a>` : nothing}`,
      });
    }
    return html`
      <section class="card">
        <header>
          <h2>${whole(page.total)} ${page.total === 1 ? 'job' : 'jobs'}</h2>
          ${this.filter()}
        </header>
        ${page.total === 0 ? html`<p class="loading">No job has this state.</p>` : html`
          <table class="cards jobs">
            <thead><tr>
              <th scope="col">Algorithm</th><th scope="col">State</th><th scope="col">Progress</th><th scope="col">Curve</th>
              <th scope="col" class="number">Figure</th><th scope="col" class="number">Training</th>
              <th scope="col" class="number">Result</th><th scope="col" class="number">Submitted</th>
            </tr></thead>
            <tbody>${repeat(page.items, job => job.id, row)}</tbody>
          </table>`}
        ${pager(page, number => replaceQuery({state: this.state, page: number || null}), 'jobs')}
      </section>`;
  }

  filter() {
    return html`
      <select class="narrow" aria-label="State" @change=${(/** @type {Event} */ event) =>
        replaceQuery({state: /** @type {HTMLSelectElement} */ (event.target).value})}>
        <option value="" ?selected=${this.state === ''}>All states</option>
        ${STATES.map(state => html`<option value=${state} ?selected=${state === this.state}>${words(state)}</option>`)}
      </select>`;
  }
}

/** What a job does besides a training. */
const KINDS = {TRAIN: '', TUNE: 'search', PUBLISH: 'file'};

/** @param {JobEntry} job */
function row(job) {
  const metric = job.curve?.metric;
  const latest = metric === undefined ? undefined : job.latest?.[metric];
  return html`
    <tr class="clickable">
      <td class="first">
        <a class="row-link" href=${link(['jobs', job.id])}>${nameOf(job)}</a>
        <span class="protocol">${[KINDS[job.kind], job.protocol === null ? '' : words(job.protocol)].filter(text => text !== '').join(', ')}</span>
      </td>
      <td class="state">${stateBadge(job.state)}</td>
      <td class="progress ${job.state === 'RUNNING' ? 'wide' : ''}" data-label=${job.plannedEpochs === null ? 'Progress' : 'Epoch'}>${progress(job)}</td>
      <td class="curve wide ${job.curve === null ? 'none' : ''}">
        ${job.curve === null ? nothing : sparkline(job.curve.values, `${metricName(job.curve.metric)} of the epochs`)}
      </td>
      <td class="number" data-label=${metric === undefined ? 'Figure' : metricName(metric)}>
        ${latest === undefined ? '–' : html`${figure(latest, 3)} <span class="muted small in-table">${metricName(metric ?? '')}</span>`}
      </td>
      <td class="number" data-label="Training">${duration(job.trainSeconds)}</td>
      <td class="number" data-label="Result">
        ${job.version === null ? '–' : html`<a href=${link(['models', job.chosen ?? job.algorithm, job.version])}>version ${job.version}</a>`}
      </td>
      <td class="number wide" data-label="Submitted"><time datetime=${job.submittedAt} title=${moment(job.submittedAt)}>${ago(job.submittedAt)}</time></td>
    </tr>`;
}

/** @param {JobEntry} job */
function progress(job) {
  const epochs = job.plannedEpochs === null ? percent(job.progress) : `${whole(job.epoch)} / ${whole(job.plannedEpochs)}`;
  return job.state === 'RUNNING'
    ? html`<div class="running"><span>${epochs}</span>${progressBar(job.progress, `Progress of ${nameOf(job)}`)}</div>`
    : epochs;
}

/** @param {JobEntry} job */
const nameOf = job => (job.chosen === null ? job.algorithm : `${job.algorithm} → ${job.chosen}`);

customElements.define('jobs-view', JobsView);
