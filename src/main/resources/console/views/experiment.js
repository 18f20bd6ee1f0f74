import {html, nothing} from 'lit';
import {get, path, remove} from '../api/client.js';
import {session} from '../api/session.js';
import {ago, moment, percent} from '../format.js';
import {confirm} from '../parts/confirm.js';
import {icon} from '../parts/icons.js';
import {factRow, loading, pageHead, problemNote} from '../parts/page.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {go, link} from '../router.js';
import './experiment-end.js';
import {experimentBadge} from './experiment-list.js';
import {armTable, conclusion, liftByDay, liftChart, reportFacts, users} from './experiment-report.js';
import {METRICS, listOf, shareText} from './experiment-words.js';

/**
 * @typedef {import('../api/experiment-types.js').Experiment} Experiment
 * @typedef {import('../api/experiment-types.js').Report} Report
 */

/** One experiment. Its report is computed from all its events on request: once, and whenever the user asks for it. */
class ExperimentView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {experiment: {state: true}, report: {state: true}, computing: {state: true}, ending: {state: true}, arm: {state: true}};

  constructor() {
    super();
    /** @type {Experiment | null} */
    this.experiment = null;
    /** @type {Report | null} */
    this.report = null;
    this.computing = false;
    this.ending = false;
    /** The arm whose days are shown; empty for the first one. */
    this.arm = '';
  }

  get url() {
    return path`/experiments/${this.route.parts[0] ?? ''}`;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route') && changed.get('route')?.parts[0] !== this.route.parts[0]) {
      this.report = null;
      void this.load();
    }
  }

  async load() {
    const experiment = await this.attempt(() => get(this.url, {}, this.leaving.signal));
    this.experiment = experiment ?? this.experiment;
    if (experiment) {
      await this.compute();
    }
  }

  async compute() {
    this.computing = true;
    const report = await this.attempt(() => get(`${this.url}/report`, {}, this.leaving.signal));
    if (report?.name === this.route.parts[0]) {
      this.report = report;
    }
    this.computing = false;
  }

  /** @param {Experiment} experiment */
  async erase({name}) {
    const sure = await confirm({
      title: `Delete the experiment ${name}?`,
      text: 'Its report is lost, and requests that name it fail.',
      action: 'Delete it',
      danger: true,
    });
    if (sure !== null && await this.attempt(async () => [await remove(this.url)])) {
      notify(`The experiment ${name} was deleted.`);
      go(['experiments']);
    }
  }

  render() {
    const {experiment} = this;
    const back = {href: link(['experiments']), label: 'Experiments'};
    if (experiment === null) {
      return html`${pageHead({title: 'Experiment', back})}${problemNote(this.problem)}${this.busy ? loading() : nothing}`;
    }
    return html`
      ${pageHead({
        title: experiment.name,
        back,
        badge: experimentBadge(experiment.state),
        lead: html`Started <time title=${moment(experiment.startedAt)}>${ago(experiment.startedAt)}</time>, to detect a difference of ${percent(experiment.minimumLift, 1).replace('.0', '')}`,
        actions: this.actions(experiment),
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${this.ending ? html`<experiment-end .experiment=${experiment} @closed=${() => (this.ending = false)} @ended=${(/** @type {CustomEvent} */ event) => {
          this.ending = false;
          this.experiment = event.detail;
          void this.compute();
        }}></experiment-end>` : nothing}
        ${this.report === null ? nothing : conclusion(this.report)}
        ${experiment.state === 'ended' ? endNote(experiment) : nothing}
        ${this.report === null ? this.withoutReport(experiment) : this.content(experiment, this.report)}
      </div>`;
  }

  /** @param {Experiment} experiment */
  actions(experiment) {
    return html`
      <button class="button" type="button" ?disabled=${this.computing} @click=${this.compute}>${this.computing ? 'Computing …' : 'Refresh'}</button>
      ${!session.may('train') || this.ending ? nothing : experiment.state === 'running'
        ? html`<button class="button danger" type="button" @click=${() => (this.ending = true)}>End the experiment</button>`
        : html`<button class="button danger" type="button" @click=${() => this.erase(experiment)}>Delete</button>`}`;
  }

  /** @param {Experiment} experiment */
  withoutReport({metric, arms}) {
    return html`
      ${this.computing ? loading('Computing the report from all events of the experiment') : nothing}
      <section class="card"><header><h2>Arms</h2><span class="muted small">decided by ${METRICS[metric].name.toLowerCase()}</span></header>
        <table class="cards"><thead><tr><th scope="col">Arm</th><th scope="col">Its lists</th><th scope="col" class="number">Share</th></tr></thead>
          <tbody>${arms.map(arm => html`<tr><td class="first wide"><b>${arm.name}</b></td><td class="wide" data-label="Lists">${listOf(arm)}</td>
            <td class="number wide" data-label="Share">${shareText(arm.share)}</td></tr>`)}</tbody></table></section>`;
  }

  /**
   * @param {Experiment} experiment
   * @param {Report} report
   */
  content(experiment, report) {
    return html`
      ${users(report)}
      ${factRow(reportFacts(report))}
      ${armTable(experiment, report)}
      ${liftChart(report)}
      ${report.days.length === 0 ? usage(experiment) : liftByDay(report, this.arm, arm => (this.arm = arm))}`;
  }
}

/** @param {Experiment} experiment */
const endNote = ({endedAt, winner, reason}) => html`
  <div class="note">${icon('info')}<div>It ended <time title=${moment(endedAt)}>${ago(endedAt)}</time>. Since then, all users get <b>${winner}</b>.${reason === null ? nothing : html` Reason: ${reason}`}</div></div>`;

/** @param {Experiment} experiment */
const usage = ({name, state}) => (state === 'ended' ? nothing : html`
  <section class="card"><header><h2>No list was shown yet</h2></header>
    <div class="body stack"><p class="muted">Name the experiment when you ask for a list, and report which of its items the user saw and clicked.</p>
      <pre tabindex="0" aria-label="Example call">curl '${new URL(`../users/42/recommendations?experiment=${encodeURIComponent(name)}`, document.baseURI).href}'
curl -X POST -H 'Content-Type: application/json' \\
  -d '{"events": [{"type": "shown", "itemId": "50"}, {"type": "clicked", "itemId": "50"}]}' \\
  ${new URL('../recommendations/RECOMMENDATION_ID/events', document.baseURI).href}</pre></div></section>`);

customElements.define('experiment-view', ExperimentView);
