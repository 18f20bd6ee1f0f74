import {LitElement, html, nothing} from 'lit';
import {duration, figure, metricName, whole} from '../format.js';
import {intervals} from '../parts/intervals.js';

/**
 * The contenders of an automatic training: a chart and a table of one metric, which the reader chooses, and why each was chosen or
 * not.
 *
 * @typedef {import('../api/types.js').Contender} Contender
 * @typedef {NonNullable<import('../api/types.js').Job['selection']>} Selection
 */

class ContenderTable extends LitElement {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {selection: {attribute: false}, metric: {state: true}};

  constructor() {
    super();
    /** @type {Selection | null} */
    this.selection = null;
    /** @type {string | null} null for the one that decides */
    this.metric = null;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    if (this.selection === null) {
      return nothing;
    }
    const {criterion, contenders, validationUsers, budgetMinutes} = this.selection;
    const names = [...new Set(contenders.flatMap(contender => Object.keys(contender.metrics)))];
    const metric = names.includes(this.metric ?? '') ? this.metric ?? criterion : criterion;
    return html`
      <section class="card">
        <header><h2>Contenders</h2>
          <span class="muted small">compared on ${whole(validationUsers)} validation users within ${budgetMinutes === 1 ? 'a minute' : `${budgetMinutes.toLocaleString('en')} minutes`}</span></header>
        <div class="body stack">
          ${names.length < 2 ? nothing : html`
            <select class="narrow chart-metric" aria-label="Metric" @change=${(/** @type {Event} */ event) => {
              this.metric = /** @type {HTMLSelectElement} */ (event.target).value;
            }}>${names.map(name => html`<option value=${name} ?selected=${name === metric}>${metricName(name)}${name === criterion ? ', which decides' : ''}</option>`)}</select>`}
          ${names.length === 0 ? nothing : intervals(contenders.filter(one => one.metrics[metric] !== undefined)
            .map(one => ({name: labelOf(one), tone: one.chosen ? 'accent' : 'grey', estimate: one.metrics[metric]})))}
        </div>
        <table class="cards contenders">
          <thead><tr><th scope="col">Algorithm</th><th scope="col" class="number">${metricName(metric)}</th>
            <th scope="col" class="number">Epochs</th><th scope="col" class="number">Training</th><th scope="col">Decision</th></tr></thead>
          <tbody>${contenders.map(contender => row(contender, metric))}</tbody>
        </table>
      </section>`;
  }
}

/** @param {Contender} contender */
const labelOf = ({algorithm, preset, tuned}) => [algorithm, preset, tuned ? 'tuned' : null].filter(Boolean).join(', ');

/**
 * @param {Contender} contender
 * @param {string} metric
 */
function row(contender, metric) {
  const estimate = contender.metrics[metric];
  return html`
    <tr>
      <td class="first nowrap"><strong>${contender.algorithm}</strong> <span class="muted">${[contender.preset, contender.tuned ? 'tuned' : null].filter(Boolean).join(', ')}</span>
        ${contender.chosen ? html`<span class="badge good">chosen</span>` : nothing}</td>
      <td class="number wide" data-label=${metricName(metric)}>${estimate === undefined ? '–' : html`
        ${figure(estimate.mean)} <span class="muted small">${figure(estimate.low, 3)}–${figure(estimate.high, 3)}</span>`}</td>
      <td class="number" data-label="Epochs">${whole(contender.epochs)}</td>
      <td class="number" data-label="Training">${duration(contender.trainSeconds)}</td>
      <td class="wide reason">${contender.reason}</td>
    </tr>`;
}

customElements.define('contender-table', ContenderTable);
