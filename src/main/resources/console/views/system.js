import {html, nothing} from 'lit';
import {ApiProblem, get} from '../api/client.js';
import {download} from '../api/download.js';
import {readMetrics} from '../api/metrics.js';
import {bytes, duration, moment, percent, plural, whole} from '../format.js';
import {bars, sparkline} from '../parts/bars.js';
import {icon} from '../parts/icons.js';
import {factRow, loading, pageHead, pairs, problemNote} from '../parts/page.js';
import {Poll} from '../parts/poll.js';
import {View} from '../parts/view.js';
import {componentText} from './health.js';

/**
 * @typedef {import('../api/metrics.js').Metrics} Metrics
 * @typedef {import('./health.js').Health} Health
 * @typedef {{build?: {version?: string, time?: string}}} BuildInfo
 * @typedef {{time: number, requests: number, heap: number}} Reading
 */

/** Ten minutes, so that the memory of a page that stays open does not grow. */
const READINGS = 60;

/** @type {[string, string, string][]} */
const EXPORTS = [
  ['ratings', 'Ratings', 'Every rating, as it is stored.'],
  ['interactions', 'Interactions', 'One row for each user, item and type; can be imported into another service.'],
  ['preferences', 'Preferences', 'What models learn from: ratings, and what interactions represent.'],
  ['items', 'Items', 'The catalogue.'],
];

/** @type {[string, string][]} */
const REQUESTS = [
  ['working', 'reading'], ['waiting', 'waiting to read'], ['writing', 'writing'], ['waiting-to-write', 'waiting to write'],
  ['transferring', 'downloads'], ['uploading', 'uploads'],
];

/** Health, load and versions of the process that answers, and the exports. */
class SystemView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {health: {state: true}, metrics: {state: true}, build: {state: true}, readings: {state: true}};

  constructor() {
    super();
    /** @type {Health | null} */
    this.health = null;
    /** @type {Metrics | null} */
    this.metrics = null;
    /** @type {BuildInfo} */
    this.build = {};
    /** @type {Reading[]} */
    this.readings = [];
    new Poll(this, 10_000, () => this.load());
  }

  load() {
    const {signal} = this.leaving;
    return this.attempt(async () => {
      const [health, build, metrics] = await Promise.all([readHealth(signal), get('/actuator/info', {}, signal), readMetrics(signal)]);
      this.health = health;
      this.build = build;
      this.metrics = metrics;
      const reading = {
        time: Date.now(),
        requests: metrics.sum('http_server_requests_seconds_count') ?? 0,
        heap: metrics.sum('jvm_memory_used_bytes', {area: 'heap'}) ?? 0,
      };
      this.readings = [...this.readings, reading].slice(-READINGS);
    });
  }

  render() {
    const {health, metrics} = this;
    const up = health?.status === 'UP';
    return html`
      ${pageHead({
        title: 'System',
        lead: 'The process that answers. With several replicas, each reading may come from another one; training jobs are those of all.',
        badge: health === null ? nothing : html`<span class="badge dot ${up ? 'good' : 'bad'}">${up ? 'healthy' : health.status.toLowerCase().replaceAll('_', ' ')}</span>`,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${health === null || metrics === null
          ? (this.busy ? loading() : nothing)
          : html`${factRow(facts(metrics))}
            <div class="columns equal halves">
              ${healthCard(health)}
              ${loadCard(metrics, this.readings)}
              ${this.versions(metrics)}
              ${resources(metrics)}
            </div>`}
        ${this.exports()}
      </div>`;
  }

  /** @param {Metrics} metrics */
  versions(metrics) {
    const java = metrics.all('jvm_info')[0]?.tags ?? {};
    const started = metrics.sum('process_start_time_seconds');
    return html`
      <section class="card"><header><h2>Versions</h2></header><div class="body">${pairs([
        ['Palate', this.build.build?.version ?? 'built without a version'],
        ...(this.build.build?.time ? [/** @type {[string, string]} */ (['built', moment(this.build.build.time)])] : []),
        ['Java', `${java.version ?? '–'}${java.vendor ? `, ${java.vendor}` : ''}`],
        ['database', this.health?.components?.db?.details?.database ?? '–'],
        ['running since', started === null ? '–' : moment(new Date(started * 1000).toISOString())],
      ])}</div></section>`;
  }

  exports() {
    return html`
      <section class="card">
        <header><h2>Exports</h2><span class="muted small">Ids are in the files: keep them safe.</span></header>
        <table class="cards exports">
          <thead><tr><th scope="col">File</th><th scope="col">What it contains</th><th scope="col"><span class="visually-hidden">Download</span></th></tr></thead>
          <tbody>${EXPORTS.map(([name, title, text]) => html`
            <tr><td class="first"><b>${title}</b></td><td class="wide muted left">${text}</td>
              <td class="wide"><div class="actions end">${[['csv', 'CSV'], ['ndjson', 'JSON lines']].map(([ending, format]) => html`
                <button class="button little" type="button" aria-label="Download ${title.toLowerCase()} as ${format}" @click=${() => this.attempt(() => download(`/exports/${name}.${ending}`))}>
                  ${icon('download')} ${format}</button>`)}</div></td></tr>`)}</tbody>
        </table>
      </section>`;
  }
}

/**
 * An unhealthy service answers with an error that describes its components.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<Health>}
 */
async function readHealth(signal) {
  try {
    return await get('/actuator/health', {}, signal);
  } catch (error) {
    if (error instanceof ApiProblem && error.body.components) {
      return error.body;
    }
    throw error;
  }
}

/**
 * @param {Metrics} metrics
 * @returns {{label: string, value: import('../parts/page.js').Content, more?: import('../parts/page.js').Content}[]}
 */
function facts(metrics) {
  const answers = metrics.sum('palate_recommendations_seconds_count');
  const seconds = metrics.sum('palate_recommendations_seconds_sum');
  const refused = metrics.sum('palate_requests_refused_total');
  return [
    {label: 'Running for', value: duration(metrics.sum('process_uptime_seconds'))},
    {label: 'Recommendation lists', value: whole(answers ?? 0), more: answers ? `${((seconds ?? 0) * 1000 / answers).toFixed(1)} ms on average` : nothing},
    {label: 'Waiting requests', value: whole((metrics.sum('palate_requests', {state: 'waiting'}) ?? 0) + (metrics.sum('palate_requests', {state: 'waiting-to-write'}) ?? 0))},
    {label: 'Rejected requests', value: whole(refused ?? 0), more: refused ? 'with 429, since the start' : nothing},
    {label: 'Training jobs', value: whole(metrics.sum('palate_training_running') ?? 0), more: `running, ${whole(metrics.sum('palate_training_queued') ?? 0)} waiting`},
  ];
}

/** @param {Health} health */
const healthCard = health => html`
  <section class="card"><header><h2>Health</h2></header>
    <ul class="body health">${Object.entries(health.components ?? {}).filter(([name]) => name !== 'ping').map(([name, component]) => html`
      <li><span class="badge dot ${component.status === 'UP' ? 'good' : 'bad'}">${component.status === 'UP' ? 'up' : component.status.toLowerCase().replaceAll('_', ' ')}</span>
        <span>${componentText(name, component)}</span></li>`)}</ul></section>`;

/**
 * @param {Metrics} metrics
 * @param {Reading[]} readings
 */
function loadCard(metrics, readings) {
  const rates = readings.slice(1).map((reading, index) => {
    const last = /** @type {Reading} */ (readings[index]);
    return Math.max(0, reading.requests - last.requests) / ((reading.time - last.time) / 1000);
  });
  return html`
    <section class="card"><header><h2>Requests now</h2><span class="muted small">${rates.length === 0 ? 'first reading' : `${(rates.at(-1) ?? 0).toFixed(1)} per second`}</span></header>
      <div class="body stack">
        ${bars(REQUESTS.map(([state, name]) => /** @type {[string, number]} */ ([name, metrics.sum('palate_requests', {state}) ?? 0])), {max: Math.max(4, ...REQUESTS.map(([state]) => metrics.sum('palate_requests', {state}) ?? 0))})}
        ${sparkline(rates, 'Requests per second, in the last minutes')}
      </div></section>`;
}

/** @param {Metrics} metrics */
function resources(metrics) {
  const used = metrics.sum('jvm_memory_used_bytes', {area: 'heap'});
  const most = metrics.sum('jvm_memory_max_bytes', {area: 'heap'});
  const connections = metrics.sum('hikaricp_connections_active');
  return html`
    <section class="card"><header><h2>Resources</h2></header><div class="body">${pairs([
      ['heap', `${bytes(used)} of ${bytes(most)}`],
      ['memory of the process', bytes(metrics.sum('palate_native_memory_bytes', {kind: 'process'}))],
      ['processor', percent(metrics.sum('process_cpu_usage'))],
      ['database connections', `${whole(connections)} of ${whole(metrics.sum('hikaricp_connections_max'))}, ${plural(metrics.sum('hikaricp_connections_pending') ?? 0, 'waiting request')}`],
      ['free disk', `${bytes(metrics.sum('disk_free_bytes'))} of ${bytes(metrics.sum('disk_total_bytes'))}`],
    ])}</div></section>`;
}

customElements.define('system-view', SystemView);
