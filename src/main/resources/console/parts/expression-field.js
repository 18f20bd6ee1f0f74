import {LitElement, html, nothing} from 'lit';
import {get} from '../api/client.js';
import {plural} from '../format.js';
import {VARIABLES, combined, examplesOf} from './expression-examples.js';
import {expressionFault, faultNote, readsUser} from './expression-problem.js';
import {valueOf} from './field.js';

const PAUSE = 300;
const SAMPLE = 50;

/**
 * The field of a filter or a boost, with examples and with what is wrong with it. Its event `changed` has the text, as soon as the user
 * pauses.
 */
class ExpressionField extends LitElement {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    name: {attribute: false}, label: {attribute: false}, hint: {attribute: false}, kind: {attribute: false}, value: {attribute: false},
    fault: {attribute: false}, note: {attribute: false}, counts: {attribute: false}, placeholder: {attribute: false}, locked: {attribute: false},
    text: {state: true}, counted: {state: true}, ownFault: {state: true}, examples: {state: true},
  };

  constructor() {
    super();
    this.name = 'filter';
    this.label = 'Filter';
    this.hint = '';
    /** @type {import('./expression-examples.js').Kind} */
    this.kind = 'filter';
    this.value = '';
    /** @type {string | null} what is wrong with the value */
    this.fault = null;
    /** Said next to the label. */
    this.note = '';
    /** Whether the field itself counts the items that the filter selects. */
    this.counts = false;
    this.placeholder = '';
    this.locked = false;
    this.text = '';
    this.counted = '';
    /** @type {string | null} */
    this.ownFault = null;
    /** @type {string[] | null} */
    this.examples = null;
    /** @type {string | null} the last value that was sent */
    this.sent = null;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.asked = 0;
  }

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('value') && this.value !== this.sent) {
      this.text = this.value;
      this.sent = this.value;
      void this.count();
    }
  }

  /** @param {string} text */
  type(text) {
    this.text = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  send() {
    clearTimeout(this.timer);
    if (this.text !== this.sent) {
      this.sent = this.text;
      void this.count();
      this.dispatchEvent(new CustomEvent('changed', {detail: this.text}));
    }
  }

  async count() {
    if (!this.counts) {
      return;
    }
    const asked = ++this.asked;
    const filter = this.text.trim();
    let counted = '';
    let fault = null;
    try {
      counted = filter === '' ? '' : plural((await get('/items', {filter, hidden: false, size: 1})).total, 'item');
    } catch (error) {
      // Whatever else fails is shown by the screen, which asks the service, too.
      counted = readsUser(error) ? 'depends on the user' : '';
      fault = readsUser(error) ? null : expressionFault(error);
    }
    if (asked === this.asked) {
      this.counted = counted;
      this.ownFault = fault;
    }
  }

  /** @param {Event} event of the help, which needs the catalogue only when it is opened */
  async help(event) {
    if (/** @type {HTMLDetailsElement} */ (event.target).open && this.examples === null) {
      const samples = await Promise.all([{}, {filter: 'size(item.attributes) > 0'}].map(query => get('/items', {...query, size: SAMPLE}).catch(() => ({items: []}))));
      this.examples = examplesOf(samples.flatMap(sample => sample.items), this.kind);
    }
  }

  /** @param {string} example */
  use(example) {
    this.text = combined(this.text, example, this.kind);
    this.send();
    /** @type {HTMLElement | null} */ (this.querySelector('textarea'))?.focus();
  }

  render() {
    const id = `expression-${this.name}`;
    const fault = this.ownFault ?? this.fault;
    return html`
      <div class="field expression">
        <div class="between"><label for=${id}>${this.label}</label><span class="muted small" role="status">${fault ? '' : this.counted || this.note}</span></div>
        <textarea id=${id} class="mono" rows="1" maxlength="2000" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder=${this.placeholder}
          ?readonly=${this.locked} aria-invalid=${fault ? 'true' : nothing} aria-describedby=${[fault ? `${id}-fault` : '', this.hint === '' ? '' : `${id}-hint`].join(' ').trim() || nothing} .value=${this.text}
          @input=${(/** @type {Event} */ event) => this.type(valueOf(event))} @change=${this.send}></textarea>
        ${fault ? faultNote(fault, `${id}-fault`) : nothing}
        ${this.hint === '' ? nothing : html`<span class="hint" id="${id}-hint">${this.hint}</span>`}
        ${this.locked ? nothing : this.helpOf(id)}
      </div>`;
  }

  /** @param {string} id */
  helpOf(id) {
    return html`
      <details @toggle=${this.help}><summary>Variables and examples</summary>
        <dl class="variables">${VARIABLES.map(([name, fields]) => html`<div><dt class="mono">${name}</dt><dd>${fields}</dd></div>`)}</dl>
        <p class="hint" id="${id}-examples">An item without an attribute that the expression reads is not selected; a boost counts as 1. An example is added to what is written.</p>
        <div class="facets" role="group" aria-labelledby="${id}-examples">${(this.examples ?? []).map(example => html`
          <button class="facet mono" type="button" @click=${() => this.use(example)}>${example}</button>`)}</div>
      </details>`;
  }
}

customElements.define('expression-field', ExpressionField);
