import {send} from './client.js';

/**
 * The metrics of the process that answers, in the text format of Prometheus.
 *
 * @typedef {{name: string, tags: Record<string, string>, value: number}} Series
 */

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const TAG = /(\w+)="((?:[^"\\]|\\.)*)"/g;

export class Metrics {

  /** @param {string} text */
  constructor(text) {
    /** @type {Map<string, Series[]>} */
    this.series = new Map();
    for (const line of text.split('\n')) {
      const [, name, tags = '', value] = LINE.exec(line) ?? [];
      if (name !== undefined) {
        const one = {name, tags: Object.fromEntries([...tags.matchAll(TAG)].map(([, key, text]) => [key, text])), value: Number(value)};
        this.series.set(name, [...this.series.get(name) ?? [], one]);
      }
    }
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} [tags] that the series have
   * @returns {Series[]}
   */
  all(name, tags = {}) {
    return (this.series.get(name) ?? []).filter(one => Object.entries(tags).every(([key, value]) => one.tags[key] === value));
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} [tags]
   * @returns {number | null} the sum, or null if there is no such series
   */
  sum(name, tags) {
    const found = this.all(name, tags);
    return found.length === 0 ? null : found.reduce((sum, {value}) => sum + value, 0);
  }
}

/** @param {AbortSignal} signal */
export async function readMetrics(signal) {
  const response = await send('GET', '/actuator/prometheus', {signal});
  return new Metrics(await response.text());
}
