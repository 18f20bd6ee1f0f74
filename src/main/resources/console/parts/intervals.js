import {html, svg} from 'lit';
import {figure} from '../format.js';

/**
 * Means with their 95% confidence intervals, one row for each model, on one axis. The figures are also in a table next to the
 * chart, so that screen readers skip it.
 *
 * @typedef {import('../api/types.js').Estimate} Estimate
 * @typedef {{name: string, tone: import('./bars.js').Tone, estimate: Estimate | undefined}} IntervalRow
 */

/**
 * @param {IntervalRow[]} rows at least one of which has an estimate, unless the axis shows 0
 * @param {{zero?: boolean, unit?: string, format?: (value: number | undefined) => string}} options `zero` marks 0 on the axis
 */
export function intervals(rows, {zero = false, unit = '', format = figure} = {}) {
  const known = rows.flatMap(row => (row.estimate === undefined ? [] : [row.estimate]));
  const marked = zero ? [0] : [];
  const axis = axisOf(Math.min(...marked, ...known.map(one => one.low)), Math.max(...marked, ...known.map(one => one.high)));
  const base = zero ? axis.ticks.indexOf(0) : 0;
  return html`
    <div class="intervals" aria-hidden="true">
      ${rows.map(({name, tone, estimate}) => html`
        <div class="tone-${tone}">
          <span class="name" title=${name}><span class="swatch"></span>${name}</span>
          ${svg`<svg viewBox="0 0 100 30" preserveAspectRatio="none">
            ${axis.ticks.map(tick => svg`<path class=${zero && tick === 0 ? 'grid zero' : 'grid'} d="M${axis.at(tick)} 0v30"/>`)}
            ${estimate === undefined ? svg`` : svg`
              <path class="range" d="M${axis.at(estimate.low)} 15H${axis.at(estimate.high)}"/>
              <path class="ring" d="M${axis.at(estimate.mean)} 15h0"/><path class="mean" d="M${axis.at(estimate.mean)} 15h0"/>`}
          </svg>`}
          <span class="number">${format(estimate?.mean)}</span>
        </div>`)}
      <div class="axis"><span></span>
        ${svg`<svg>${axis.ticks.map((tick, index) => svg`<text class=${(index - base) % 2 === 0 ? '' : 'odd'} x="${axis.at(tick)}%" y="12">${axis.label(tick)}${unit}</text>`)}</svg>`}
        <span></span></div>
    </div>`;
}

/**
 * An axis from below the least to above the greatest value, with about four round ticks.
 *
 * @param {number} least
 * @param {number} most
 */
function axisOf(least, most) {
  const span = most - least || Math.abs(most) || 1;
  const magnitude = 10 ** Math.floor(Math.log10(span / 3));
  const step = magnitude * (/** @type {number} */ ([1, 2, 5, 10].find(factor => span / (factor * magnitude) <= 4)) ?? 10);
  const from = Math.floor((least - span * 0.02) / step) * step;
  const to = Math.ceil((most + span * 0.02) / step) * step;
  const ticks = Array.from({length: Math.round((to - from) / step) + 1}, (_, index) => from + index * step)
    .map(tick => (Math.abs(tick) < step / 2 ? 0 : tick));
  const places = Math.max(0, -Math.floor(Math.log10(step)));
  return {
    ticks,
    at: (/** @type {number} */ value) => `${(4 + ((value - from) / (to - from)) * 92).toFixed(2)}`,
    label: (/** @type {number} */ value) => value.toLocaleString('en', {minimumFractionDigits: places, maximumFractionDigits: places}).replace('-', '−'),
  };
}
