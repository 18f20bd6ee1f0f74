import {html, nothing, svg} from 'lit';
import {path, post, remove} from '../api/client.js';
import {session} from '../api/session.js';
import {ago, figure, moment, percent, plural, shortDay, whole} from '../format.js';
import {confirm} from '../parts/confirm.js';
import '../parts/line-chart.js';
import {loading, problemNote} from '../parts/page.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';

/**
 * @typedef {{arm: 'active' | 'test', version: number | null, users: number, answers: number, shown: number, clicked: number, rated: number, clickThroughRate: number | null, hitRate: number | null}} ArmFigures
 *
 * @typedef {object} Results
 * @property {string} algorithm
 * @property {number} share
 * @property {string} from
 * @property {string} to
 * @property {ArmFigures[]} arms
 * @property {{metric: string, active: number, test: number, difference: number, low: number, high: number} | null} lift
 * @property {{expected: number, observed: number, pValue: number, suspicious: boolean} | null} sampleRatio
 * @property {(ArmFigures & {day: string})[]} days
 */

const WIDTH = 400;

/** One traffic split: its arms, the difference between them with its interval, and the results of each day. Sends the event changed. */
class SplitCard extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {split: {attribute: false}, results: {attribute: false}};

  constructor() {
    super();
    /** @type {import('./experiments.js').Split} */
    this.split = {algorithm: '', version: 0, share: 0, startedAt: ''};
    /** @type {Results | null} */
    this.results = null;
  }

  render() {
    const {algorithm, version, share, startedAt} = this.split;
    const active = this.results?.arms.find(arm => arm.arm === 'active')?.version;
    return html`
      <section class="card">
        <header>
          <h2><a class="row-link" href=${link(['models', algorithm])}>${algorithm}</a>: version ${version} against ${active ? `version ${active}` : 'the active version'}</h2>
          <span class="muted small">${percent(share)} of the users, started <time title=${moment(startedAt)}>${ago(startedAt)}</time></span>
          ${session.may('train') ? html`<div class="actions">
            <button class="button little" type="button" @click=${this.promote}>Activate version ${version}</button>
            <button class="button danger little" type="button" @click=${this.end}>End</button></div>` : nothing}
        </header>
        <div class="body stack">
          ${problemNote(this.problem)}
          ${this.results === null ? loading() : this.figures(this.results)}
        </div>
      </section>`;
  }

  /** @param {Results} results */
  figures(results) {
    return html`
      ${conclusion(results, this.split.version)}
      ${results.lift === null ? nothing : interval(results.lift)}
      ${results.arms.length === 0 ? nothing : html`${armTable(results.arms)}${days(results.days)}`}`;
  }

  async promote() {
    const {algorithm, version} = this.split;
    const sure = await confirm({
      title: `Activate version ${version} of ${algorithm}?`,
      text: 'It answers all users, and the traffic split ends.',
      action: 'Activate it',
    });
    if (sure !== null && await this.attempt(async () => {
      await remove(path`/models/${algorithm}/split`);
      return post(path`/models/${algorithm}/versions/${version}/activate`);
    })) {
      notify(`Version ${version} of ${algorithm} is active.`);
      this.dispatchEvent(new Event('changed'));
    }
  }

  async end() {
    const {algorithm} = this.split;
    const sure = await confirm({
      title: 'End this traffic split?', text: 'The active version answers all users again.', action: 'End it', danger: true,
    });
    if (sure !== null && await this.attempt(async () => [await remove(path`/models/${algorithm}/split`)])) {
      notify(`The traffic split of ${algorithm} has ended.`);
      this.dispatchEvent(new Event('changed'));
    }
  }
}

/**
 * What may be concluded from the results.
 *
 * @param {Results} results
 * @param {number} version
 */
function conclusion({lift, sampleRatio}, version) {
  if (sampleRatio?.suspicious) {
    return html`<p class="note bad">Do not use these results: ${percent(sampleRatio.observed, 1)} of the users are in the arm under test instead of
      ${percent(sampleRatio.expected, 1)}, which chance hardly explains (p = ${figure(sampleRatio.pValue, 6)}). Some lists or events are probably not reported.</p>`;
  }
  if (lift === null) {
    return html`<p class="note">Nothing can be concluded yet: at least two users of each arm must have seen lists.</p>`;
  }
  const range = `between ${points(lift.low)} and ${points(lift.high)} percentage points (95 % interval)`;
  if (lift.low > 0) {
    return html`<p class="note good">Version ${version} serves its users better: its hit rate is higher by ${range}.</p>`;
  }
  return lift.high < 0
    ? html`<p class="note warn">Version ${version} serves its users worse: the difference of its hit rate is ${range}.</p>`
    : html`<p class="note">No difference is shown yet: that of the hit rates is ${range}.</p>`;
}

/** @param {number} fraction */
const points = fraction =>
  (fraction * 100).toLocaleString('en', {maximumFractionDigits: 1, signDisplay: 'exceptZero'}).replace('-', '−');

/**
 * The difference of the arms with its interval on a line whose middle is 0.
 *
 * @param {NonNullable<Results['lift']>} lift
 */
function interval({difference, low, high}) {
  const full = Math.max(Math.abs(low), Math.abs(high)) * 1.15 || 1;
  const place = (/** @type {number} */ value) => (WIDTH / 2) * (1 + value / full);
  return html`
    <figure class="interval">
      <svg viewBox="0 0 ${WIDTH} 40" role="img" aria-label="Difference of the hit rates: ${points(difference)} percentage points, ${points(low)} to ${points(high)}">
        ${svg`<line class="axis" x1="0" x2=${WIDTH} y1="22" y2="22"/><line class="zero" x1=${WIDTH / 2} x2=${WIDTH / 2} y1="8" y2="36"/>
        <line class="range" x1=${place(low)} x2=${place(high)} y1="22" y2="22"/><circle cx=${place(difference)} cy="22" r="5"/>`}
      </svg>
      <figcaption><span>worse</span><strong>${points(difference)} points</strong><span>better</span></figcaption>
    </figure>`;
}

/** @param {ArmFigures[]} arms */
const armTable = arms => html`
  <div class="table-scroll" tabindex="0" role="region" aria-label="Arms">
    <table>
      <thead><tr><th scope="col">Arm</th><th scope="col" class="number">Users</th><th scope="col" class="number">Lists</th><th scope="col" class="number">Items shown</th>
        <th scope="col" class="number">Clicks</th><th scope="col" class="number">Click-through rate</th><th scope="col" class="number">Hit rate</th></tr></thead>
      <tbody>${arms.map(arm => html`
        <tr><th scope="row"><span class="arm"><span class="swatch tone-${arm.arm === 'test' ? 'orange' : 'blue'}"></span>${arm.arm === 'test' ? 'Under test' : 'Active'}${arm.version === null ? '' : `, version ${arm.version}`}</span></th>
          <td class="number">${whole(arm.users)}</td><td class="number">${whole(arm.answers)}</td><td class="number">${whole(arm.shown)}</td><td class="number">${whole(arm.clicked)}</td>
          <td class="number">${percent(arm.clickThroughRate, 1)}</td><td class="number">${percent(arm.hitRate, 1)}</td></tr>`)}
      </tbody>
    </table>
  </div>`;

/** @param {Results['days']} rows */
function days(rows) {
  const dates = [...new Set(rows.map(row => row.day))].sort();
  if (dates.length < 2) {
    return html`<p class="muted small">${plural(dates.length, 'day')} of results so far; from the second day on, a chart shows them by day.</p>`;
  }
  const rates = (/** @type {'active' | 'test'} */ arm) => dates.map(date => rows.find(row => row.day === date && row.arm === arm)?.hitRate ?? null);
  return html`
    <h3>Hit rate by day</h3>
    <line-chart .x=${dates.map((_, index) => index)} .xFormat=${(/** @type {number} */ index) => (dates[index] === undefined ? '' : shortDay(dates[index]))} .xName=${'day'}
      .format=${(/** @type {number | null} */ value) => percent(value, 1)} .caption=${'Hit rate of each arm by day'}
      .series=${[{label: 'active', tone: 'blue', values: rates('active')}, {label: 'under test', tone: 'orange', values: rates('test'), dashed: true}]}></line-chart>`;
}

customElements.define('split-card', SplitCard);
