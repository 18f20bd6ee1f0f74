import {html, nothing} from 'lit';
import {get, path, post} from '../api/client.js';
import {live} from '../api/live.js';
import {session} from '../api/session.js';
import {ago, duration, exact, moment, setting, whole, words} from '../format.js';
import {progressBar} from '../parts/bars.js';
import {confirm} from '../parts/confirm.js';
import '../parts/line-chart.js';
import {factRow, loading, pageHead, pairs, problemNote, stateBadge, warningNotes} from '../parts/page.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';
import './contender-table.js';
import {chartsOf, deviceFacts, epochFacts} from './job-epochs.js';
import {trialSection} from './job-search.js';

/** @typedef {import('../api/types.js').Job} Job */

const UNFINISHED = ['QUEUED', 'RUNNING'];

/** One training job: progress, curves of its epochs as they come, settings, and the trainings of a search. */
class JobView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {job: {state: true}};

  constructor() {
    super();
    /** @type {Job | null} */
    this.job = null;
  }

  get url() {
    return path`/training-jobs/${this.route.parts[0] ?? ''}`;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route') && changed.get('route')?.parts[0] !== this.route.parts[0]) {
      void this.load();
    }
  }

  async load() {
    const {signal} = this.leaving;
    const job = await this.attempt(() => get(this.url, {}, signal));
    if (!job) {
      return;
    }
    this.job = job;
    if (UNFINISHED.includes(job.state)) {
      // The stream tells the job again from its first epoch.
      this.job = {...job, epochs: [], tuning: job.tuning && {...job.tuning, trials: []}};
      await live.followOne(`${this.url}/events`, event => this.receive(event), signal);
    }
  }

  /** @param {import('../api/events.js').ServerEvent} event */
  receive({name, data}) {
    const job = this.job;
    if (job === null) {
      return;
    }
    if (name === 'epoch') {
      // Another attempt may repeat epochs.
      this.job = {...job, epochs: [...job.epochs.filter(epoch => epoch.epoch < data.epoch), data]};
    } else if (name === 'trial') {
      this.job = {...job, tuning: {hyperparameters: null, score: null, trials: [...job.tuning?.trials ?? [], data]}};
    } else if (name === 'progress') {
      this.job = {...job, ...data};
    } else if (name === 'end') {
      this.job = data;
    } else if (name === 'contender') {
      void this.reread();
    }
  }

  /** What the contenders have in common is not in their events. */
  async reread() {
    const job = await this.attempt(() => get(this.url, {}, this.leaving.signal));
    if (job && this.job) {
      this.job = {...this.job, selection: job.selection, hyperparameters: job.hyperparameters};
    }
  }

  async cancel() {
    const sure = await confirm({
      title: 'Cancel this job?',
      text: 'It stops within one batch. Its model is discarded, and the version in service stays.',
      action: 'Cancel the job',
      danger: true,
    });
    if (sure !== null) {
      const job = await this.attempt(() => post(`${this.url}/cancel`));
      if (job && this.job) {
        this.job = {...this.job, state: job.state, cancelRequested: job.cancelRequested};
      }
    }
  }

  render() {
    const job = this.job;
    const back = {href: link(['jobs']), label: 'Training jobs'};
    if (job === null) {
      return html`${pageHead({title: 'Job', back})}${problemNote(this.problem)}${this.busy ? loading() : nothing}`;
    }
    return html`
      ${pageHead({
        title: job.algorithm,
        back,
        badge: stateBadge(job.state),
        lead: html`Submitted <time title=${moment(job.submittedAt)}>${ago(job.submittedAt)}</time>${job.startedBy === 'policy' ? ' by the training policy' : ''}${originOf(job)}`,
        actions: this.actions(job),
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${this.outcome(job)}
        ${UNFINISHED.includes(job.state) ? progressCard(job) : nothing}
        ${job.tuning === null || job.tuning.trials.length === 0 ? nothing : trialSection(job.tuning)}
        ${job.epochs.length === 0 ? nothing : html`${factRow([...epochFacts(job.epochs), ...deviceFacts(job.device)])}${curves(job)}`}
        ${job.selection === null ? nothing : html`<contender-table .selection=${job.selection}></contender-table>`}
        ${Object.keys(job.hyperparameters).length === 0 ? nothing : html`
          <section class="card"><header><h2>Settings</h2></header>
            <div class="body">${pairs(Object.entries(job.hyperparameters).map(([name, value]) => [name, setting(value)]))}</div></section>`}
        <section class="card"><header><h2>Order</h2></header><div class="body">${pairs(orderOf(job))}</div></section>
      </div>`;
  }

  /** @param {Job} job */
  actions(job) {
    if (!UNFINISHED.includes(job.state) || !session.may('train')) {
      return nothing;
    }
    return html`<button class="button danger" type="button" ?disabled=${job.cancelRequested} @click=${this.cancel}>
      ${job.cancelRequested ? 'Being cancelled' : 'Cancel this job'}</button>`;
  }

  /** @param {Job} job */
  outcome(job) {
    const algorithm = job.selection?.contenders.find(contender => contender.chosen)?.algorithm ?? job.algorithm;
    return html`
      ${job.failure === null ? nothing : html`<div class="note bad" role="alert"><div>${job.failure}</div></div>`}
      ${job.reason === null ? nothing : html`<div class="note"><div>The training policy started this job: ${job.reason}</div></div>`}
      ${job.version === null ? nothing : html`
        <div class="note ${job.promotion?.startsWith('Not') ? '' : 'good'}"><div><a href=${link(['models', algorithm, job.version])}>${algorithm} version ${job.version}</a> was published. ${sentence(job.promotion)}</div></div>`}
      ${warningNotes(job.warnings)}`;
  }
}

/** @param {Job} job */
function originOf(job) {
  const measured = job.evaluation.protocol === undefined ? '' : `, measured by ${words(job.evaluation.protocol)}`;
  if (job.kind === 'PUBLISH') {
    return `, the model of an uploaded file${measured}`;
  }
  return `${job.engine === 'spark' ? ', trained on Spark' : ''}, seed ${exact(job.seed)}${measured}`;
}

/** @param {Job} job */
const progressCard = job => html`
  <section class="card job-progress">
    <p><strong>${progressText(job)}</strong>
      <span class="muted">${job.secondsLeft === null ? '' : `about ${duration(job.secondsLeft)} left`}</span></p>
    ${progressBar(job.progress, 'Progress of the job')}
  </section>`;

/** @param {Job} job */
function progressText(job) {
  if (job.state === 'QUEUED') {
    return 'Waiting for its turn';
  }
  if (job.progress >= 1) {
    return 'Being evaluated';
  }
  if (job.kind === 'PUBLISH') {
    return 'Reading the file';
  }
  const planned = job.hyperparameters.epochs;
  if (job.epoch > 0) {
    return planned ? `Epoch ${whole(job.epoch)} of ${whole(planned)}` : `Epoch ${whole(job.epoch)}`;
  }
  return job.kind === 'TUNE' ? `Searching, ${whole(job.tuning?.trials.length ?? 0)} trainings so far` : 'Running';
}

/** @param {Job} job */
function curves(job) {
  const charts = chartsOf(job.epochs);
  const x = job.epochs.map(epoch => epoch.epoch);
  return html`
    <div class="columns equal ${charts.length % 3 === 1 ? 'halves' : ''}">
      ${charts.map(chart => html`
        <section class="card"><header><h2>${chart.title}</h2></header>
          <div class="body"><line-chart .x=${x} .series=${chart.series} .caption=${`${chart.title} of each epoch`}></line-chart></div>
        </section>`)}
    </div>`;
}

/**
 * @param {Job} job
 * @returns {[string, import('../parts/page.js').Content][]}
 */
function orderOf(job) {
  const {protocol, ...evaluation} = job.evaluation;
  return [
    ...(protocol === undefined ? [] : [/** @type {[string, string]} */ (['protocol', words(protocol)])]),
    ...Object.entries(evaluation).map(([name, value]) => /** @type {[string, string]} */ ([name, setting(value)])),
    ['promotion', words(job.promote)],
    ...(job.warmStart === null ? [] : [/** @type {[string, string]} */ (['continues version', String(job.warmStart)])]),
    ['attempts', String(job.starts)],
    ['started', moment(job.startedAt)],
    ['ended', moment(job.endedAt)],
  ];
}

/** @param {string | null} text */
const sentence = text => (text === null || text === '' ? '' : `${text[0]?.toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`);

customElements.define('job-view', JobView);
