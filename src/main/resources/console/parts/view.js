import {LitElement} from 'lit';
import {ApiProblem} from '../api/client.js';

/**
 * A screen. It renders into the page itself, so that the styles of the page apply, and ends its requests when it is left.
 */
export class View extends LitElement {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    route: {attribute: false},
    problem: {state: true},
    busy: {state: true},
  };

  constructor() {
    super();
    /** @type {import('../router.js').Route} */
    this.route = {screen: '', parts: [], query: new URLSearchParams()};
    /** @type {ApiProblem | null} what went wrong with the last piece of work */
    this.problem = null;
    this.busy = false;
    /** Ends requests and listeners when the screen is left. */
    this.leaving = new AbortController();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.leaving.signal.aborted) {
      this.leaving = new AbortController();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leaving.abort();
  }

  /**
   * The heading names the page. If it is replaced, for example after loading, it keeps the focus that the navigation gave it.
   *
   * @param {import('lit').PropertyValues} changed
   */
  update(changed) {
    const focused = document.activeElement?.tagName === 'H1' && this.contains(document.activeElement);
    super.update(changed);
    const heading = this.querySelector('h1');
    if (heading === null) {
      return;
    }
    document.title = `${heading.textContent?.trim()} · Palate`;
    if (focused) {
      heading.focus();
    }
  }

  /**
   * Does work that can fail: the problem is shown, and cleared when later work succeeds.
   *
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T | undefined>} undefined if it failed
   */
  async attempt(work) {
    this.busy = true;
    try {
      const result = await work();
      this.problem = null;
      return result;
    } catch (error) {
      if (error instanceof ApiProblem) {
        this.problem = error;
      } else if (/** @type {Error} */ (error).name !== 'AbortError') {
        throw error;
      }
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
