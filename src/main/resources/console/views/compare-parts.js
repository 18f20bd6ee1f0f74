import {html, nothing} from 'lit';
import {exact, metricName, setting} from '../format.js';
import '../parts/line-chart.js';
import {chartsOf} from './job-epochs.js';

/**
 * What a comparison of versions shows below their figures.
 *
 * @typedef {import('../api/model-types.js').Version} Version
 * @typedef {import('../api/model-types.js').ProtocolReport} ProtocolReport
 * @typedef {{version: Version, report: ProtocolReport, tone: import('../parts/bars.js').Tone}} Compared
 */

/** @param {Version} version */
export const nameOf = version => `${version.algorithm} ${version.version}`;

/**
 * Why figures may differ although the models do not.
 *
 * @param {Compared[]} compared
 */
export function doubts(compared) {
  const several = (/** @type {(one: Compared) => unknown} */ of) => new Set(compared.map(one => String(of(one)))).size > 1;
  return [
    ...(several(one => one.report.threshold) ? [`The versions were measured with different thresholds (${compared.map(one => exact(one.report.threshold)).join(', ')}): what is relevant differs.`] : []),
    ...(several(one => one.report.splitSeed) ? ['The versions were measured on different users: overlapping intervals decide nothing.'] : []),
    ...(several(one => one.version.provenance.dataDigest) ? ['The versions were trained and measured on different states of the data.'] : []),
  ];
}

/**
 * The curves of the first metric that the epochs of at least two versions have, for the longest lists.
 *
 * @param {Compared[]} compared
 */
export function curvesCard(compared) {
  const trained = compared.filter(one => one.version.epochs.length > 0 && one.report === one.version.evaluation.protocols[0]);
  const metrics = trained.flatMap(one => chartsOf(one.version.epochs).slice(1).flatMap(chart => chart.series.map(series => series.label)));
  const label = metrics.filter(metric => metric.startsWith(metrics[0]?.split('@', 1)[0] ?? '')).filter(metric => metrics.filter(other => other === metric).length > 1).at(-1);
  if (label === undefined) {
    return nothing;
  }
  const shown = trained.filter(one => one.version.epochs.some(epoch => Object.keys(epoch).some(name => metricName(name) === label)));
  const length = Math.max(...shown.map(one => one.version.epochs.length));
  const x = Array.from({length}, (_, index) => index + 1);
  const series = shown.map(({version, tone}) => {
    const values = new Map(version.epochs.map(epoch => [epoch.epoch, Object.entries(epoch).find(([name]) => metricName(name) === label)?.[1] ?? null]));
    return {label: nameOf(version), tone, values: x.map(epoch => values.get(epoch) ?? null)};
  });
  return html`
    <section class="card"><header><h2>${label} of each epoch</h2></header>
      <div class="body"><line-chart .x=${x} .series=${series} .caption=${`${label} of each epoch`}></line-chart></div></section>`;
}

/** @param {Compared[]} compared */
export function settingsTable(compared) {
  const names = [...new Set(compared.flatMap(one => Object.keys(one.version.hyperparameters)))].sort();
  const different = names.filter(name => new Set(compared.map(one => setting(one.version.hyperparameters[name]))).size > 1);
  return html`
    <section class="card"><header><h2>Settings that differ</h2><span class="muted small">${different.length} of ${names.length}</span></header>
      ${different.length === 0 ? nothing : html`
        <div class="table-scroll" tabindex="0" role="region" aria-label="Settings that differ">
          <table><thead><tr><th scope="col">Setting</th>${compared.map(one => html`<th scope="col" class="number">${nameOf(one.version)}</th>`)}</tr></thead>
            <tbody>${different.map(name => html`<tr><th scope="row">${name}</th>
              ${compared.map(one => html`<td class="number">${setting(one.version.hyperparameters[name])}</td>`)}</tr>`)}</tbody>
          </table></div>`}
    </section>`;
}
