import {LitElement, html, nothing} from 'lit';
import {figure} from '../format.js';

/**
 * Lines over a common x axis and one y axis, drawn by uPlot; below it a legend with the latest values, and for screen readers a
 * table of the figures. A series may be followed by the two ends of its intervals, low and high, between which the chart is tinted.
 *
 * @typedef {{label: string, values: (number | null)[], tone: import('./bars.js').Tone, dashed?: boolean, end?: 'low' | 'high'}} Series
 */

const HEIGHT = 230;
const MOST_ROWS = 50;
/** Between the values of the x axis: epochs and days are whole. */
const WHOLE_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

export class LineChart extends LitElement {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    x: {attribute: false},
    series: {attribute: false},
    xName: {attribute: false},
    caption: {attribute: false},
    format: {attribute: false},
    xFormat: {attribute: false},
    zero: {attribute: false},
    at: {state: true},
  };

  constructor() {
    super();
    /** @type {number[]} ascending */
    this.x = [];
    /** @type {Series[]} */
    this.series = [];
    this.xName = 'epoch';
    this.caption = '';
    /** @type {(value: number | null | undefined) => string} */
    this.format = value => figure(value);
    /** @type {(value: number) => string} */
    this.xFormat = value => String(value);
    /** Whether the y axis always contains 0. */
    this.zero = false;
    /** @type {number | null} the index of the point under the pointer */
    this.at = null;
    /** @type {uPlot | null} */
    this.plot = null;
    this.drawn = '';
    this.sizes = new ResizeObserver(() => this.resize());
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.redraw = () => {
      this.drawn = '';
      this.requestUpdate();
    };
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.sizes.observe(this);
    this.scheme.addEventListener('change', this.redraw);
    addEventListener('palate-theme', this.redraw);
    this.redraw();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
    this.scheme.removeEventListener('change', this.redraw);
    removeEventListener('palate-theme', this.redraw);
    this.plot?.destroy();
    this.plot = null;
  }

  render() {
    const at = this.at ?? this.x.length - 1;
    const lines = this.series.filter(one => one.end === undefined);
    return html`
      <div class="plot" aria-hidden="true"></div>
      <ul class="legend" aria-hidden="true">
        ${lines.map((one, index) => html`
          <li class="tone-${one.tone}">
            <svg viewBox="0 0 18 4"><line x1="0" y1="2" x2="18" y2="2" stroke-dasharray=${one.dashed ? '5 3' : nothing}/></svg>
            ${one.label} <b>${this.format(this.at === null ? one.values.filter(value => value !== null).at(-1) : one.values[at])}</b>
            ${index === lines.length - 1 && at >= 0 && one.values[at] !== null ? html`<span class="at">${this.xName} ${this.xFormat(this.x[at] ?? 0)}</span>` : nothing}
          </li>`)}
      </ul>
      ${this.table()}`;
  }

  /** Of very many points only some, the last included. */
  table() {
    const step = Math.ceil(this.x.length / MOST_ROWS);
    const rows = this.x.map((_, index) => index).filter(index => (this.x.length - 1 - index) % step === 0);
    return html`
      <div class="visually-hidden"><table>
        <caption>${this.caption}</caption>
        <thead><tr><th scope="col">${this.xName}</th>${this.series.map(one => html`<th scope="col">${one.label}</th>`)}</tr></thead>
        <tbody>${rows.map(index => html`
          <tr><th scope="row">${this.xFormat(this.x[index] ?? 0)}</th>${this.series.map(one => html`<td>${this.format(one.values[index])}</td>`)}</tr>`)}
        </tbody>
      </table></div>`;
  }

  updated() {
    const shape = JSON.stringify(this.series.map(one => [one.label, one.tone, one.dashed, one.end]));
    const data = /** @type {uPlot.AlignedData} */ ([this.x, ...this.series.map(one => one.values)]);
    if (this.plot !== null && this.drawn === shape) {
      if (this.plot.data[0] !== this.x || this.plot.data[1] !== this.series[0]?.values) {
        this.plot.setData(data);
      }
      return;
    }
    this.plot?.destroy();
    const place = /** @type {HTMLElement} */ (this.querySelector('.plot'));
    this.plot = new uPlot(this.options(), data, place);
    this.drawn = shape;
  }

  /** @returns {uPlot.Options} */
  options() {
    const axis = {stroke: this.colour('--muted'), font: '11px Inter, system-ui, sans-serif', ticks: {show: false}};
    return {
      width: Math.max(120, this.clientWidth),
      height: HEIGHT,
      scales: {x: {time: false}, ...(this.zero ? {y: {range: (_, least, most) => uPlot.rangeNum(Math.min(0, least ?? 0), Math.max(0, most ?? 0), 0.1, true)}} : {})},
      bands: this.series.flatMap((one, index) => (one.end === 'high' ? [{series: /** @type {[number, number]} */ ([index + 1, index]), fill: this.tint(one.tone)}] : [])),
      cursor: {y: false, points: {size: 7}, drag: {x: false, y: false}},
      legend: {show: false},
      axes: [
        {...axis, grid: {show: false}, space: 60, size: 30, incrs: WHOLE_STEPS, values: (_, values) => values.map(value => this.xFormat(value))},
        {...axis, grid: {stroke: this.colour('--line'), width: 1}, size: 46, values: (_, values) => values.map(shortFigure)},
      ],
      series: [{}, ...this.series.map(one => this.line(one))],
      hooks: {setCursor: [plot => {
        this.at = plot.cursor.idx ?? null;
      }]},
    };
  }

  /** @param {Series} one */
  line(one) {
    return {
      label: one.label,
      stroke: this.colour(`--${one.tone}`),
      width: one.end === undefined ? 2 : 0,
      points: {show: one.values.length < 2 && one.end === undefined},
      ...(one.dashed ? {dash: [5, 3]} : {}),
    };
  }

  /**
   * A canvas knows no light-dark(): an element computes the colour.
   *
   * @param {string} name of a custom property
   */
  colour(name) {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    this.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }

  /** @param {import('./bars.js').Tone} tone */
  tint(tone) {
    return this.colour(`--${tone}`).replace(/^rgb\((.*)\)$/, 'rgba($1, 0.16)');
  }

  resize() {
    if (this.plot !== null && this.clientWidth > 0 && this.plot.width !== this.clientWidth) {
      this.plot.setSize({width: this.clientWidth, height: HEIGHT});
    }
  }
}

/** @param {number | null} value of an axis */
function shortFigure(value) {
  return value === null ? '' : value.toLocaleString('en', {notation: 'compact', maximumSignificantDigits: 4});
}

customElements.define('line-chart', LineChart);
