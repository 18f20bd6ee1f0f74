/** Values as people read them. */

const WHOLE = new Intl.NumberFormat('en');
const SHORT = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
const DATE = new Intl.DateTimeFormat('en', {dateStyle: 'medium', timeStyle: 'short'});
const DAY = new Intl.DateTimeFormat('en', {dateStyle: 'medium', timeZone: 'UTC'});
const SHORT_DAY = new Intl.DateTimeFormat('en', {month: 'short', day: 'numeric', timeZone: 'UTC'});
const AGO = new Intl.RelativeTimeFormat('en', {numeric: 'auto'});
const NONE = '–';

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3600], ['minute', 60]];

/** @param {number | null | undefined} value */
export const whole = value => (value === null || value === undefined ? NONE : WHOLE.format(Math.round(value)));

/** @param {number | null | undefined} value such as 1.2K */
export const short = value => (value === null || value === undefined ? NONE : SHORT.format(value));

/**
 * A figure with as many digits as it deserves: 43,752, 12.4, 0.6923.
 *
 * @param {number | null | undefined} value
 * @param {number} [digits] after the point, for values below 1
 */
export function figure(value, digits = 4) {
  if (value === null || value === undefined) {
    return NONE;
  }
  const size = Math.abs(value);
  const places = size >= 1000 || (size >= 10 && Number.isInteger(value)) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : digits;
  return value.toLocaleString('en', {minimumFractionDigits: places, maximumFractionDigits: places});
}

/** @param {number | null | undefined} value of a setting, with all its digits */
export const exact = value =>
  (value === null || value === undefined ? NONE : value.toLocaleString('en', {maximumFractionDigits: 10}));

/** @param {number | null | undefined} fraction */
export const percent = (fraction, digits = 0) => (fraction === null || fraction === undefined
  ? NONE
  : fraction.toLocaleString('en', {style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits}));

/** @param {number | null | undefined} seconds */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return NONE;
  }
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < 90) {
    return `${Math.round(seconds)} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.round(hours / 24)} days`;
}

/** @param {number} value */
export const milliseconds = value => `${value.toLocaleString('en', {maximumSignificantDigits: 3})} ms`;

/** @param {string | null | undefined} time such as 3 minutes ago */
export function ago(time) {
  if (!time) {
    return NONE;
  }
  const seconds = (new Date(time).getTime() - Date.now()) / 1000;
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) {
      return AGO.format(Math.round(seconds / length), unit);
    }
  }
  return seconds > 5 ? 'in a moment' : 'just now';
}

/** @param {string | null | undefined} time */
export const moment = time => (time ? DATE.format(new Date(time)) : NONE);

/** @param {string | null | undefined} day such as 2026-11-27 */
export const day = day => (day ? DAY.format(new Date(day)) : NONE);

/** @param {string | null | undefined} day such as Nov 27, on an axis */
export const shortDay = day => (day ? SHORT_DAY.format(new Date(day)) : NONE);

/** @param {number | null | undefined} size */
export function bytes(size) {
  if (size === null || size === undefined) {
    return NONE;
  }
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = size;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toLocaleString('en', {maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0})} ${units[unit]}`;
}

/**
 * @param {number} count
 * @param {string} noun in the singular
 * @param {string} [plural]
 */
export const plural = (count, noun, plural = `${noun}s`) => `${whole(count)} ${count === 1 ? noun : plural}`;

/** @param {string} metric ndcg@20 as NDCG@20, recall@20 as Recall@20, trainLoss as training loss */
export function metricName(metric) {
  if (metric === 'trainLoss') {
    return 'Training loss';
  }
  if (/^(ndcg|rmse|mse|mae|map|mrr|hr)\b/.test(metric)) {
    return metric.replace(/^[a-z]+/, name => name.toUpperCase());
  }
  return metric.charAt(0).toUpperCase() + metric.slice(1).replaceAll('-', ' ').replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
}

/**
 * @param {unknown} value of a hyper-parameter
 * @returns {string}
 */
export function setting(value) {
  if (Array.isArray(value)) {
    return value.length === 0 ? 'none' : value.map(setting).join(', ');
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).map(([name, part]) => `${name} ${setting(part)}`).join(', ');
  }
  return typeof value === 'number' ? exact(value) : String(value ?? NONE);
}

/** @param {string | null | undefined} protocol strong-generalization as strong generalization */
export const words = protocol => (protocol ?? '').replaceAll('-', ' ').replaceAll('_', ' ').toLowerCase();
