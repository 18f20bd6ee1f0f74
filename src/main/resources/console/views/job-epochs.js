import {bytes, duration, figure, metricName, milliseconds, whole} from '../format.js';

/**
 * The figures of a job's epochs as facts and charts.
 *
 * @typedef {import('../api/types.js').Epoch} Epoch
 * @typedef {import('../parts/line-chart.js').Series} Series
 */

/** Not metrics of the model. */
const OTHERS = new Set(['epoch', 'trainLoss', 'trainSeconds', 'examplesPerSecond', 'testLoss']);
const TONES = /** @type {const} */ (['green', 'blue', 'orange', 'violet', 'rose']);
/** Of these, less is better. */
const ERRORS = /^(rmse|mse|mae)/;

/** Rankings first, errors last. */
const FAMILIES = ['ndcg', 'recall', 'rmse', 'mae', 'mse'];

/** @param {string} family */
const rankOf = family => (FAMILIES.includes(family) ? FAMILIES.indexOf(family) : FAMILIES.length);

/** @param {Epoch[]} epochs */
const metricsOf = epochs => [...new Set(epochs.flatMap(epoch => Object.keys(epoch)))].filter(name => !OTHERS.has(name));

/**
 * One chart for the losses and one for each family of metrics: figures in one chart have one scale.
 *
 * @param {Epoch[]} epochs not empty
 * @returns {{title: string, series: Series[]}[]}
 */
export function chartsOf(epochs) {
  /** @type {Map<string, string[]>} */
  const families = new Map();
  for (const metric of metricsOf(epochs)) {
    const family = metric.split('@', 1)[0] ?? metric;
    families.set(family, [...families.get(family) ?? [], metric]);
  }
  /** @type {Series[]} */
  const losses = [{label: 'training', tone: 'blue', values: column(epochs, 'trainLoss')}];
  if (epochs.some(epoch => epoch.testLoss !== undefined)) {
    losses.push({label: 'held-out', tone: 'orange', dashed: true, values: column(epochs, 'testLoss')});
  }
  const charts = [{title: 'Loss', series: losses}];
  for (const [family, metrics] of [...families].sort(([one], [other]) => rankOf(one) - rankOf(other))) {
    const sorted = metrics.sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
    charts.push({
      title: metricName(sorted.length === 1 ? sorted[0] ?? family : family),
      series: sorted.map((metric, index) => ({
        label: metricName(metric),
        tone: TONES[index % TONES.length] ?? 'green',
        values: column(epochs, metric),
      })),
    });
  }
  return charts;
}

/**
 * @param {Epoch[]} epochs not empty
 * @returns {{label: string, value: string, more?: string}[]}
 */
export function epochFacts(epochs) {
  const last = /** @type {Epoch} */ (epochs[epochs.length - 1]);
  const facts = [];
  const criterion = criterionOf(metricsOf(epochs));
  if (criterion !== undefined) {
    const better = ERRORS.test(criterion) ? -1 : 1;
    const best = epochs.reduce((a, b) => (better * (b[criterion] ?? -Infinity) > better * (a[criterion] ?? -Infinity) ? b : a));
    facts.push({label: `Best ${metricName(criterion)}`, value: figure(best[criterion]), more: `epoch ${whole(best.epoch)}`});
    const recall = criterion.replace('ndcg', 'recall');
    if (recall !== criterion && best[recall] !== undefined) {
      facts.push({label: `${metricName(recall)} then`, value: figure(best[recall])});
    }
  }
  return [
    ...facts,
    {label: 'Last training loss', value: figure(last.trainLoss)},
    {label: 'Time spent training', value: duration(last.trainSeconds)},
    {label: 'Examples a second', value: whole(last.examplesPerSecond)},
  ];
}

/**
 * @param {import('../api/types.js').Device | null} device
 * @returns {{label: string, value: string, more?: string}[]}
 */
export function deviceFacts(device) {
  if (device === null) {
    return [];
  }
  const memory = device.memoryBytes === null ? '' : `, ${bytes(device.memoryBytes)}`;
  return [{label: 'Device', value: device.name, more: `${milliseconds(device.stepMilliseconds)} per step${memory}`}];
}

/**
 * The metric that the service itself compares epochs by: NDCG with the longest cut-off, or the error of ratings.
 *
 * @param {string[]} metrics
 */
function criterionOf(metrics) {
  const rankings = metrics.filter(metric => metric.startsWith('ndcg@'))
    .sort((a, b) => Number(b.slice(5)) - Number(a.slice(5)));
  return rankings[0] ?? metrics.find(metric => ERRORS.test(metric));
}

/**
 * @param {Epoch[]} epochs
 * @param {string} name
 * @returns {(number | null)[]}
 */
const column = (epochs, name) => epochs.map(epoch => epoch[name] ?? null);
