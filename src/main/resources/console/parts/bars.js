import {html, svg, nothing} from 'lit';

/**
 * Bars and small curves as SVG, because the policy of the page permits no style attributes.
 *
 * @typedef {'blue' | 'orange' | 'green' | 'violet' | 'rose' | 'grey' | 'accent'} Tone
 */

/** @type {Tone[]} of the lists or versions that are compared, in their order */
export const TONES = ['blue', 'orange', 'green', 'violet', 'rose'];

/**
 * A horizontal bar without text; the figure is next to it.
 *
 * @param {number} fraction 0 to 1
 * @param {Tone} [tone]
 */
export const bar = (fraction, tone = 'blue') => svg`
  <svg class="bar tone-${tone}" aria-hidden="true">
    <rect class="track" width="100%" height="6" rx="3"/>
    <rect class="value" width="${(Math.max(0, Math.min(1, fraction)) * 100).toFixed(1)}%" height="6" rx="3"/>
  </svg>`;

/**
 * Bars with names and amounts.
 *
 * @param {[string, number][]} entries
 * @param {{tone?: Tone, max?: number, format?: (value: number) => string}} [options]
 */
export function bars(entries, options = {}) {
  const {tone = 'blue', max, format = String} = options;
  const full = max ?? Math.max(1e-12, ...entries.map(([, value]) => value));
  return html`<dl class="bars">${entries.map(([name, value]) => html`
    <div><dt title=${name}>${name}</dt><dd>${bar(value / full, tone)}</dd><dd class="amount">${format(value)}</dd></div>`)}</dl>`;
}

/**
 * The progress of a job.
 *
 * @param {number} fraction
 * @param {string} label
 */
export const progressBar = (fraction, label) => html`
  <div role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(fraction * 100)}>
    ${bar(fraction, 'blue')}
  </div>`;

/**
 * A curve without axes.
 *
 * @param {number[]} values
 * @param {string} label what it shows, for screen readers
 * @param {Tone} [tone]
 */
export function sparkline(values, label, tone = 'green') {
  if (values.length < 2) {
    return nothing;
  }
  const least = Math.min(...values);
  const span = Math.max(...values) - least || 1;
  const points = values.map((value, index) =>
    `${((index / (values.length - 1)) * 100).toFixed(2)} ${(24 - ((value - least) / span) * 22).toFixed(2)}`);
  return html`<svg class="sparkline tone-${tone}" viewBox="0 0 100 26" preserveAspectRatio="none" role="img" aria-label=${label}>
    <path d="M${points.join('L')}"/></svg>`;
}
