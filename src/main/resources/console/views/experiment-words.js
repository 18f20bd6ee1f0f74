import {percent} from '../format.js';

/**
 * What experiments are called on their screens.
 *
 * @typedef {import('../api/experiment-types.js').Arm} Arm
 * @typedef {import('../api/experiment-types.js').ArmFigures} ArmFigures
 * @typedef {import('../api/experiment-types.js').ExperimentMetric} ExperimentMetric
 */

/** @type {Record<ExperimentMetric, {name: string, hint: string, of: (arm: ArmFigures) => number | null}>} */
export const METRICS = {
  'clicks-per-list': {name: 'Clicks per list', hint: 'Shown items that were clicked, for each list.', of: arm => arm.clicksPerList},
  'click-through': {name: 'Click-through rate', hint: 'The share of the shown items that were clicked. It favours arms with shorter lists.', of: arm => arm.clickThroughRate},
  'hit-rate': {name: 'Hit rate', hint: 'The share of the lists of which a shown item was clicked or rated.', of: arm => arm.hitRate},
  'user-hit-rate': {name: 'Hit rate of users', hint: 'The share of the users with such a list.', of: arm => arm.userHitRate},
};

/**
 * @param {ExperimentMetric} metric
 * @param {ArmFigures} arm
 */
export function metricOf(metric, arm) {
  const value = METRICS[metric].of(arm);
  return metric === 'clicks-per-list' && value !== null ? value.toFixed(3) : percent(value, 1);
}

/** @param {Arm} arm */
export function listOf({scenario, model, version}) {
  if (scenario !== null) {
    return `scenario ${scenario}`;
  }
  return model === null ? 'the list as it is' : version === null ? `${model}, the active version` : `${model} version ${version}`;
}

/** @param {number} share 1/3 as 33.3 % */
export const shareText = share => percent(share, Number.isInteger(Math.round(share * 10_000) / 100) ? 0 : 1);

/** @param {number | null | undefined} lift a relative difference, such as +12.3% */
export const liftText = lift => (lift === null || lift === undefined ? '–'
  : lift.toLocaleString('en', {style: 'percent', maximumFractionDigits: Math.abs(lift) < 1 ? 1 : 0, signDisplay: 'exceptZero'}).replace('-', '−'));
