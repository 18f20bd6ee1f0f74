import {html, nothing} from 'lit';
import {get} from '../api/client.js';
import {live} from '../api/live.js';
import {session} from '../api/session.js';
import {ago, figure, metricName, moment, short, whole} from '../format.js';
import {bar, progressBar, sparkline} from '../parts/bars.js';
import {icon} from '../parts/icons.js';
import {loading, pageHead, problemNote} from '../parts/page.js';
import {Poll} from '../parts/poll.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';
import './activity-feed.js';
import {firstSteps} from './first-steps.js';
import {policySentence} from './policy-sentence.js';

/**
 * @typedef {{count: number, exact: boolean}} Count
 * @typedef {'users' | 'items' | 'ratings' | 'interactions'} Counted
 * @typedef {{algorithm: string, version: number, default: boolean, pinned: boolean, activatedAt: string, trainedAt: string, score: import('../api/types.js').Score | null, distinctLists: number | null}} ActiveModel
 *
 * @typedef {object} OverviewFigures
 * @property {Record<Counted, Count>} counts
 * @property {({day: string} & Record<Counted, number>)[]} days
 * @property {{minimum: number, maximum: number}} ratingScale
 * @property {ActiveModel[]} models
 * @property {{running: number, waiting: number}} jobs
 * @property {{running: number, waiting: number}} imports
 * @property {{enabled: boolean, algorithm: string, state: string, nextDue: string | null}} policy
 */

const PERIOD = 30_000;
const FINISHED = /^(SUCCEEDED|FAILED|CANCELLED)/;
const COUNTED = /** @type {const} */ ([['users', 'Users', 'users'], ['items', 'Items', 'catalogue'], ['ratings', 'Ratings', 'imports'], ['interactions', 'Interactions', 'interactions']]);

/** What the service has, serves and does, and what to do next. */
class OverviewView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {figures: {state: true}, health: {state: true}, ended: {state: true}};

  constructor() {
    super();
    /** @type {OverviewFigures | null} */
    this.figures = null;
    /** @type {{status: string, components?: Record<string, {status: string}>} | null} */
    this.health = null;
    /** How many jobs ended since the screen was opened: the feed reads again. */
    this.ended = 0;
    this.poll = new Poll(this, PERIOD, () => this.load());
  }

  connectedCallback() {
    super.connectedCallback();
    live.listen(change => {
      this.requestUpdate();
      if (FINISHED.test(change.job.state)) {
        this.ended++;
        void this.poll.now();
      }
    }, this.leaving.signal);
  }

  async load() {
    const {signal} = this.leaving;
    const found = await this.attempt(() => Promise.all([get('/overview', {}, signal), get('/actuator/health', {}, signal)]));
    if (found) {
      [this.figures, this.health] = found;
    }
  }

  render() {
    const figures = this.figures;
    return html`
      ${pageHead({title: 'Overview', lead: figures === null || figures.models.length > 0 ? 'What the service has, serves and does.' : 'From a file to recommendations in three steps.'})}
      <div class="stack">
        ${problemNote(this.problem)}
        ${figures === null ? (this.problem === null ? loading() : nothing)
          : figures.models.length === 0 ? firstSteps(figures)
          : html`${counts(figures)}
            <div class="columns overview-columns">${models(figures.models)}<div class="stack">${this.training(figures)}${this.healthCard()}</div></div>
            <activity-feed .ended=${this.ended}></activity-feed>`}
      </div>`;
  }

  /** @param {OverviewFigures} figures */
  training({policy, jobs, imports}) {
    const running = [...live.unfinished.values()].filter(change => change.job.state === 'RUNNING');
    return html`
      <section class="card">
        <header><h2>Training</h2><span class="badge ${policy.enabled ? 'good' : ''}">${policy.enabled ? 'by itself' : 'on request'}</span></header>
        <div class="body stack">
          <p>${policySentence(policy)} <a href=${link(['policy'])}>Training policy</a></p>
          ${running.map(({kind, job}) => html`
            <div><p class="between"><a href=${link([kind === 'training' ? 'jobs' : 'imports', job.id])}>${kind === 'training' ? `Training of ${job.algorithm}` : `Import of ${job.name}`}</a></p>
              ${progressBar(kind === 'training' ? job.progress : shareOf(job), kind === 'training' ? `Training of ${job.algorithm}` : `Import of ${job.name}`)}</div>`)}
          <p class="muted small">${whole(jobs.running)} training ${jobs.running === 1 ? 'job runs' : 'jobs run'}, ${whole(jobs.waiting)} wait; ${whole(imports.running)} ${imports.running === 1 ? 'import runs' : 'imports run'}, ${whole(imports.waiting)} wait.</p>
        </div>
      </section>`;
  }

  healthCard() {
    const parts = Object.entries(this.health?.components ?? {});
    return this.health === null ? nothing : html`
      <section class="card">
        <header><h2>Health</h2><span class="badge dot ${this.health.status === 'UP' ? 'good' : 'bad'}">${this.health.status === 'UP' ? 'all is well' : this.health.status.toLowerCase()}</span></header>
        ${parts.length === 0 ? nothing : html`<ul class="body parts-up">${parts.map(([name, part]) => html`
          <li class=${part.status === 'UP' ? '' : 'down'}>${icon(part.status === 'UP' ? 'check' : 'warning', 14)} ${NAMES[name] ?? name}${part.status === 'UP' ? '' : `: ${part.status.toLowerCase()}`}</li>`)}</ul>`}
      </section>`;
  }
}

/** @type {Record<string, string>} */
const NAMES = {db: 'database', diskSpace: 'disk space', ping: 'web server', livenessState: 'process', readinessState: 'readiness', ssl: 'certificates'};

/** @param {import('../api/types.js').ImportStatus} job */
const shareOf = job => (job.bytesTotal ? job.bytesRead / job.bytesTotal : 0);

/** @param {OverviewFigures} figures */
const counts = ({counts, days}) => html`
  <ul class="counts">${COUNTED.map(([key, label, name]) => html`
    <li class="card padded">
      <span class="muted small">${icon(name, 14)} ${label}</span>
      <strong title=${whole(counts[key].count)}>${counts[key].exact ? '' : 'about '}${counts[key].count < 1_000_000 ? whole(counts[key].count) : short(counts[key].count)}</strong>
      ${days.length < 2 ? nothing : sparkline(days.map(day => day[key]), `${label} of the last ${days.length} days`, 'accent')}
    </li>`)}</ul>`;

/** @param {ActiveModel[]} active */
const models = active => html`
  <section class="card">
    <header><h2>Models in service</h2>${session.may('train') ? html`<a class="button little" href=${link(['train'])}>Train a model</a>` : nothing}</header>
    <ul class="models-in-service">${active.map(model => html`
      <li>
        <p class="between"><span><a class="row-link" href=${link(['models', model.algorithm, model.version])}>${model.algorithm}</a> <span class="muted">version ${model.version}</span>
          ${model.default ? html`<span class="badge accent" title="It answers requests that name no model">default</span>` : nothing}${model.pinned ? html` <span class="badge">pinned</span>` : nothing}</span>
          <time class="muted small" title=${moment(model.trainedAt)}>trained ${ago(model.trainedAt)}</time></p>
        ${model.score === null ? html`<p class="muted small">Not measured yet</p>` : scoreBars(model.score)}
      </li>`)}</ul>
  </section>`;

/** @param {import('../api/types.js').Score} score */
function scoreBars({metric, value, popularity}) {
  const full = Math.max(value, popularity, 1e-9);
  return html`
    <dl class="bars">
      <div><dt>${metricName(metric)}</dt><dd>${bar(value / full, 'accent')}</dd><dd class="amount">${figure(value, 3)}</dd></div>
      <div><dt>popularity</dt><dd>${bar(popularity / full, 'grey')}</dd><dd class="amount">${figure(popularity, 3)}</dd></div>
    </dl>`;
}

customElements.define('overview-view', OverviewView);
