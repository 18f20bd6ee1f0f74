import {LitElement, html, nothing} from 'lit';
import {figure, metricName} from '../format.js';
import {intervals} from './intervals.js';

/**
 * What models and baselines measured under one protocol: a chart of one metric with intervals, and a table of all metrics at one
 * cut-off. A metric in the table shows it in the chart.
 *
 * @typedef {import('../api/types.js').Estimate} Estimate
 * @typedef {{name: string, tone: import('./bars.js').Tone, metrics: Record<string, Estimate>}} Column
 */

/** In this order; `better` is null for what is good in no direction. */
const FAMILIES = /** @type {Record<string, {better: 'more' | 'less' | null, text: string}>} */ ({
  ndcg: {better: 'more', text: 'How many relevant items the list has, those at its top counting most.'},
  recall: {better: 'more', text: 'The share of the relevant items that the list has.'},
  hr: {better: 'more', text: 'The share of the users whose list has at least one relevant item.'},
  map: {better: 'more', text: 'The precision at each relevant item, averaged.'},
  mrr: {better: 'more', text: 'The inverse rank of the first relevant item, averaged.'},
  precision: {better: 'more', text: 'The share of the list that is relevant.'},
  rmse: {better: 'less', text: 'The root of the mean squared error of predicted ratings.'},
  mae: {better: 'less', text: 'The mean absolute error of predicted ratings.'},
  mse: {better: 'less', text: 'The mean squared error.'},
  testLoss: {better: 'less', text: 'The loss on held-out data. Losses of different algorithms are not comparable.'},
  'popularity-percentile': {better: null, text: 'How popular the recommended items are: 100 for the most popular one.'},
  'popularity-lift': {better: null, text: 'By how much the lists are more popular than what their users like: 0 for as popular.'},
  coverage: {better: null, text: 'The share of the catalogue that is in at least one list.'},
  diversity: {better: null, text: 'How different the categories of the items in a list are.'},
  calibration: {
    better: 'less',
    text: 'How far the categories of a list are from those of what the user likes: 0 for the same shares.',
  },
  novelty: {better: null, text: 'How rarely the recommended items are rated, in bits.'},
});
const ORDER = Object.keys(FAMILIES);

/** @param {string} metric */
const familyOf = metric => metric.split('@', 1)[0] ?? metric;

/** @param {string} metric */
const cutOffOf = metric => (metric.includes('@') ? Number(metric.split('@')[1]) : null);

/** @param {string} metric */
const rankOf = metric => (ORDER.includes(familyOf(metric)) ? ORDER.indexOf(familyOf(metric)) : ORDER.length);

class MetricFigures extends LitElement {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    columns: {attribute: false},
    caption: {attribute: false},
    cutOff: {state: true},
    family: {state: true},
  };

  constructor() {
    super();
    /** @type {Column[]} the first is compared with the others */
    this.columns = [];
    this.caption = '';
    /** @type {number | null} null for the longest */
    this.cutOff = null;
    /** @type {string | null} null for the first that is measured */
    this.family = null;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const metrics = [...new Set(this.columns.flatMap(column => Object.keys(column.metrics)))];
    const cutOffs = [...new Set(metrics.flatMap(metric => cutOffOf(metric) ?? []))].sort((one, other) => one - other);
    const cutOff = cutOffs.includes(this.cutOff ?? 0) ? this.cutOff : cutOffs[cutOffs.length - 1] ?? null;
    const shown = metrics.filter(metric => cutOffOf(metric) === null || cutOffOf(metric) === cutOff)
      .sort((one, other) => rankOf(one) - rankOf(other));
    const charted = shown.find(metric => familyOf(metric) === this.family) ?? shown[0];
    if (charted === undefined) {
      return html`<p class="loading">Nothing was measured.</p>`;
    }
    return html`
      ${cutOffs.length < 2 ? nothing : html`
        <div class="tabs cut-offs" role="group" aria-label="Length of the lists">
          ${cutOffs.map(one => html`<button type="button" aria-pressed=${one === cutOff} @click=${() => {
            this.cutOff = one;
          }}><span class="visually-hidden">Lists of </span>@${one}</button>`)}
        </div>`}
      <h3 class="charted">${metricName(charted)} <span class="muted small">with 95% confidence intervals</span></h3>
      ${intervals(this.columns.map(column => ({name: column.name, tone: column.tone, estimate: column.metrics[charted]})))}
      <div class="table-scroll" tabindex="0" role="region" aria-label=${this.caption}>
        <table class="figures">
          <caption class="visually-hidden">${this.caption}</caption>
          <thead><tr><th scope="col">Metric</th>${this.columns.map(column => html`<th scope="col" class="number">${column.name}</th>`)}</tr></thead>
          <tbody>${shown.map(metric => this.row(metric, metric === charted))}</tbody>
        </table>
      </div>`;
  }

  /**
   * @param {string} metric
   * @param {boolean} charted
   */
  row(metric, charted) {
    const family = FAMILIES[familyOf(metric)];
    const known = this.columns.flatMap(column => column.metrics[metric]?.mean ?? []);
    const best = known.length < 2 || !family?.better ? undefined : Math[family.better === 'more' ? 'max' : 'min'](...known);
    return html`
      <tr>
        <th scope="row"><button class="metric" type="button" aria-pressed=${charted} title=${family?.text ?? nothing} @click=${() => {
          this.family = familyOf(metric);
        }}>${metricName(metric)}</button></th>
        ${this.columns.map(column => {
          const estimate = column.metrics[metric];
          return html`<td class="number">${estimate === undefined ? '–' : html`<span class="estimate">
            <span>${estimate.mean === best ? html`<strong>${figure(estimate.mean)}</strong>` : figure(estimate.mean)}</span>
            ${estimate.low === estimate.high ? nothing : html`<span class="range">${figure(estimate.low, 3)}–${figure(estimate.high, 3)}</span>`}</span>`}</td>`;
        })}
      </tr>`;
  }
}

customElements.define('metric-figures', MetricFigures);
