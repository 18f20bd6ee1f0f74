import {follow} from './events.js';
import {session} from './session.js';

/**
 * The one event stream of this tab, because a browser opens six connections to a server at most. It carries the changes of all
 * jobs; while the page of one running job is open, the stream of that job takes its place.
 *
 * @typedef {import('./types.js').JobEntry} JobEntry
 * @typedef {import('./types.js').ImportStatus} ImportStatus
 * @typedef {{kind: 'training', job: JobEntry} | {kind: 'import', job: ImportStatus}} JobChange
 */

const UNFINISHED = new Set(['QUEUED', 'RUNNING']);

class Live extends EventTarget {

  constructor() {
    super();
    /** @type {Map<string, JobChange>} the unfinished jobs by id */
    this.unfinished = new Map();
    /** @type {Set<(change: JobChange) => void>} */
    this.listeners = new Set();
    /** @type {AbortController | null} */
    this.stream = null;
    this.borrowed = false;
  }

  /** @param {'training' | 'import'} kind */
  count(kind) {
    return [...this.unfinished.values()].filter(change => change.kind === kind).length;
  }

  /** Opens the stream of all jobs, unless it is open or another stream has its place. */
  open() {
    if (this.stream !== null || this.borrowed || !session.may('read')) {
      return;
    }
    const stream = new AbortController();
    this.stream = stream;
    void follow('/job-events', event => this.receive(event.data), {
      signal: stream.signal,
      reopened: () => this.unfinished.clear(),
    });
  }

  close() {
    this.stream?.abort();
    this.stream = null;
  }

  /** Closes it and forgets what it said: the caller has changed. */
  reset() {
    this.close();
    this.unfinished.clear();
    this.dispatchEvent(new Event('change'));
  }

  /** @param {JobChange} change */
  receive(change) {
    if (UNFINISHED.has(change.job.state)) {
      this.unfinished.set(change.job.id, change);
    } else {
      this.unfinished.delete(change.job.id);
    }
    this.listeners.forEach(listener => listener(change));
    this.dispatchEvent(new Event('change'));
  }

  /**
   * Calls the listener with each change of a job.
   *
   * @param {(change: JobChange) => void} listener
   * @param {AbortSignal} signal ends it
   */
  listen(listener, signal) {
    this.listeners.add(listener);
    signal.addEventListener('abort', () => this.listeners.delete(listener));
  }

  /**
   * Follows one job in place of all jobs, until the job ends or the signal aborts.
   *
   * @param {string} to the path of the job's events
   * @param {(event: import('./events.js').ServerEvent) => void} receive
   * @param {AbortSignal} signal
   */
  async followOne(to, receive, signal) {
    this.close();
    this.borrowed = true;
    let over = false;
    try {
      await follow(to, event => {
        over ||= event.name === 'end';
        receive(event);
      }, {signal, ended: () => over, resume: true});
    } finally {
      this.borrowed = false;
      this.open();
    }
  }
}

export const live = new Live();
