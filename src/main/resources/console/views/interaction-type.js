import {html, nothing} from 'lit';
import {path, put} from '../api/client.js';
import {problemNote} from '../parts/page.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';

/**
 * @typedef {import('../api/types.js').InteractionType} InteractionType
 * @typedef {'rating' | 'scale' | 'nothing'} Meaning
 */

/** Creates or changes an interaction type. Its event `ended` says `saved` or `closed`. */
class InteractionTypeForm extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {type: {attribute: false}, meaning: {state: true}, scale: {state: true}, excluding: {state: true}, signal: {state: true}};

  constructor() {
    super();
    /** @type {InteractionType | null} null for a new one */
    this.type = null;
    /** @type {Meaning} */
    this.meaning = 'rating';
    this.scale = 'quantile';
    this.excluding = 'never';
    this.signal = 'positive';
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('type')) {
      const counts = this.type?.countsAs;
      this.meaning = counts === null ? 'nothing' : typeof counts === 'object' ? 'scale' : 'rating';
      this.scale = typeof counts === 'object' && counts !== null ? counts.scale : 'quantile';
      const excludes = this.type?.excludes ?? 'never';
      this.excluding = ['never', 'always'].includes(excludes) ? excludes : 'time';
      this.signal = this.type?.signal ?? 'positive';
    }
  }

  /** @param {import('lit').PropertyValues} changed */
  updated(changed) {
    if (changed.has('type')) {
      /** @type {HTMLElement | null} */ (this.querySelector(this.type === null ? '#type-name' : '#type-meaning'))?.focus();
    }
  }

  /** @param {SubmitEvent} event */
  async save(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    /** @param {string} field */
    const text = field => String(form.get(field) ?? '').trim();
    const name = this.type?.name ?? text('name');
    const body = {
      countsAs: this.countsAs(text),
      halfLife: this.decays() && text('halfLife') !== '' ? durationOf(text('halfLife')) : null,
      excludes: this.excluding === 'time' ? durationOf(text('excludedFor')) : this.excluding,
      signal: this.signal,
    };
    const saved = await this.attempt(() => put(path`/interaction-types/${name}`, body));
    if (saved) {
      notify(`The type ${name} was saved.`);
      this.end('saved');
    }
  }

  /**
   * @param {(field: string) => string} text
   * @returns {unknown}
   */
  countsAs(text) {
    if (this.meaning === 'nothing') {
      return null;
    }
    if (this.meaning === 'rating') {
      return number(text('rating'));
    }
    const ends = {least: number(text('least')), most: number(text('most'))};
    return this.scale === 'quantile' ? {scale: this.scale, ...ends} : {scale: this.scale, from: number(text('from')), to: number(text('to')), ...ends};
  }

  decays() {
    return this.meaning !== 'nothing' && this.signal === 'positive';
  }

  /** @param {'saved' | 'closed'} detail */
  end(detail) {
    this.dispatchEvent(new CustomEvent('ended', {detail}));
  }

  render() {
    const {type} = this;
    return html`
      <form class="card" @submit=${this.save}>
        <header><h2>${type === null ? 'New type' : `Type ${type.name}`}</h2></header>
        <div class="body stack">
          ${problemNote(this.problem)}
          <div class="setting-fields">
            ${type === null ? html`
              <div class="field"><label for="type-name">Name</label>
                <input id="type-name" name="name" required maxlength="50" autocomplete="off" spellcheck="false" aria-describedby="name-hint">
                <span class="hint" id="name-hint">As imports and calls write it, such as play.</span></div>` : nothing}
            ${this.choice('type-meaning', 'Counts as', this.meaning, [['rating', 'a rating'], ['scale', 'a rating that depends on its value'], ['nothing', 'no preference']], value => {
              this.meaning = /** @type {Meaning} */ (value);
            })}
            ${this.meaning === 'rating' ? field('rating', 'Rating', type === null ? '' : plain(type.countsAs), 'On the scale of the service; items from the threshold on are relevant.') : nothing}
            ${this.meaning === 'scale' ? this.scaleFields() : nothing}
            ${this.choice('type-signal', 'It is', this.signal, [['positive', 'a like'], ['negative', 'a dislike']], value => {
              this.signal = value;
            })}
            ${this.decays() ? field('halfLife', 'Half-life in days', days(type?.halfLife), 'After this time half of the preference is left. Empty: it does not decay.', false) : nothing}
            ${this.choice('type-excludes', 'Excludes the item from lists', this.excluding, [['never', 'never'], ['always', 'always'], ['time', 'for a time']], value => {
              this.excluding = value;
            })}
            ${this.excluding === 'time' ? field('excludedFor', 'Excluded for, in days', days(type?.excludes), 'A purchased coffee returns, a watched film does not.') : nothing}
          </div>
          <div class="actions">
            <button class="button primary" ?disabled=${this.busy}>Save the type</button>
            <button class="button" type="button" @click=${() => this.end('closed')}>Close</button>
          </div>
        </div>
      </form>`;
  }

  scaleFields() {
    const counts = this.type?.countsAs;
    const scale = typeof counts === 'object' ? counts : null;
    return html`
      ${this.choice('type-scale', 'Scale of the values', this.scale, [['quantile', 'by rank among all stored values'], ['linear', 'linear'], ['log', 'logarithmic']], value => {
        this.scale = value;
      })}
      ${this.scale === 'quantile' ? nothing : html`
        ${field('from', 'Value that counts least', plain(scale?.from), 'Such as 1 play.')}
        ${field('to', 'Value that counts most', plain(scale?.to), 'Such as 100 plays.')}`}
      ${field('least', 'Least rating', plain(scale?.least), 'Of the lowest values.')}
      ${field('most', 'Highest rating', plain(scale?.most), 'Of the highest values.')}`;
  }

  /**
   * @param {string} id
   * @param {string} label
   * @param {string} present
   * @param {[string, string][]} choices
   * @param {(value: string) => void} choose
   */
  choice(id, label, present, choices, choose) {
    return html`
      <div class="field"><label for=${id}>${label}</label>
        <select id=${id} @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
          ${choices.map(([value, name]) => html`<option value=${value} .selected=${value === present}>${name}</option>`)}
        </select></div>`;
  }
}

/**
 * @param {string} name
 * @param {string} label
 * @param {string} value
 * @param {string} hint
 * @param {boolean} [required]
 */
const field = (name, label, value, hint, required = true) => html`
  <div class="field"><label for="type-${name}">${label}</label>
    <input id="type-${name}" name=${name} .value=${value} ?required=${required} autocomplete="off" aria-describedby="type-${name}-hint">
    <span class="hint" id="type-${name}-hint">${hint}</span></div>`;

/** @param {unknown} value */
const plain = value => (typeof value === 'number' ? String(value) : '');

/** @param {string | null | undefined} duration P30D as 30; others as they are */
const days = duration => /^P(\d+)D$/.exec(duration ?? '')?.[1] ?? (['never', 'always'].includes(duration ?? 'never') ? '' : duration ?? '');

/** @param {string} text days, or a duration such as PT12H */
const durationOf = text => (/^\d+$/.test(text) ? `P${text}D` : text);

/** @param {string} text that is no number as it is: the service says what is wrong with it */
function number(text) {
  const value = Number(text.replace(',', '.'));
  return text === '' || Number.isNaN(value) ? text : value;
}

customElements.define('interaction-type', InteractionTypeForm);
