import {html, nothing} from 'lit';
import {get, path, post} from '../api/client.js';
import {plural} from '../format.js';
import {valueOf} from '../parts/field.js';
import {icon} from '../parts/icons.js';
import {itemList, rankChange, sharedNote} from '../parts/item-list.js';
import {problemNote} from '../parts/page.js';
import {View} from '../parts/view.js';

/**
 * @typedef {import('../api/scenario-types.js').Definition} Definition
 * @typedef {import('../api/scenario-types.js').PreviewList} PreviewList
 * @typedef {import('../api/types.js').ListedItem} ListedItem
 */

const PAUSE = 400;
/** Of longer lists, the first items are shown. */
const MOST = 30;

/** The list of a user before and after the change of a scenario. Its event checked has what is wrong with the definition. */
class ScenarioPreview extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    name: {attribute: false}, isNew: {attribute: false}, definition: {attribute: false}, version: {attribute: false},
    userId: {state: true}, listBefore: {state: true}, listAfter: {state: true}, shown: {state: true}, behind: {state: true},
  };

  constructor() {
    super();
    this.name = '';
    this.isNew = false;
    /** @type {Definition} as it would be after the change */
    this.definition = {};
    /** The version that is in use. */
    this.version = 0;
    /** @type {string | null} null until a user is known */
    this.userId = null;
    /** @type {PreviewList | null} */
    this.listBefore = null;
    /** @type {PreviewList | null} */
    this.listAfter = null;
    /** The list that a narrow screen shows. */
    this.shown = 1;
    /** Whether the lists are those of an earlier definition, because the present one is wrong. */
    this.behind = false;
    /** @type {number | undefined} */
    this.timer = undefined;
    /** What the lists are of. */
    this.seen = '';
    this.asked = 0;
  }

  firstUpdated() {
    void this.attempt(async () => {
      const {items} = await get('/users', {size: 1}, this.leaving.signal);
      this.userId ??= items[0]?.userId ?? '';
      await this.compare();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** @param {import('lit').PropertyValues} changed */
  updated(changed) {
    if (this.userId !== null && (changed.has('definition') || changed.has('version'))) {
      this.soon();
    }
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.compare(), PAUSE);
  }

  async compare() {
    const seen = JSON.stringify([this.userId, this.version, this.definition]);
    if (!this.userId || seen === this.seen) {
      return;
    }
    this.seen = seen;
    const asked = ++this.asked;
    const found = await this.attempt(() => post(path`/scenarios/${this.name}/preview`, {userId: this.userId, definition: this.definition}, {signal: this.leaving.signal}));
    if (asked !== this.asked || this.leaving.signal.aborted) {
      return;
    }
    this.behind = found === undefined;
    if (found) {
      this.listBefore = found.before;
      this.listAfter = found.after;
    }
    const errors = (this.problem?.errors ?? []).map(({field, message}) => [field.replace(/^definition\./, ''), message]);
    this.dispatchEvent(new CustomEvent('checked', {detail: Object.fromEntries(errors)}));
  }

  render() {
    return html`
      <section class="card">
        <header><h2>Preview</h2><span class="muted small">nothing is stored</span></header>
        <div class="body stack">
          <div class="field"><label for="preview-user">List of the user</label>
            <input id="preview-user" autocomplete="off" spellcheck="false" maxlength="200" .value=${this.userId ?? ''} placeholder="The id of a user" @input=${(/** @type {Event} */ event) => {
              this.userId = valueOf(event).trim();
              this.soon();
            }}></div>
          ${this.problem !== null && this.problem.errors.length === 0 ? problemNote(this.problem) : nothing}
          ${this.behind && this.listAfter !== null ? html`<p class="note warn" role="status">A field is wrong. The lists are those of the last definition that was right.</p>` : nothing}
        </div>
      </section>
      ${this.listBefore === null || this.listAfter === null ? nothing : this.lists(this.listBefore, this.listAfter)}`;
  }

  /**
   * How many pins the list does not have although it is long enough.
   *
   * @param {PreviewList} list
   */
  idlePins({items}) {
    const listed = new Set(items.map(item => item.itemId));
    return this.behind ? 0 : (this.definition.pins ?? []).filter(pin => !listed.has(pin.itemId) && pin.rank <= items.length).length;
  }

  /**
   * @param {PreviewList} before
   * @param {PreviewList} after
   */
  lists(before, after) {
    const [first, second] = [before.items.slice(0, MOST), after.items.slice(0, MOST)];
    const ranks = new Map(first.map(item => [item.itemId, item.rank]));
    const shared = new Set(second.filter(item => ranks.has(item.itemId)).map(item => item.itemId));
    const card = (/** @type {string} */ title, /** @type {PreviewList} */ list, /** @type {ListedItem[]} */ items, /** @type {'grey' | 'blue'} */ tone) => itemList({
      title, tone, items, note: originOf(list), marked: item => shared.has(item.itemId), empty: list.reason ?? 'No items.',
      change: item => (item.pinned ? html`<span class="pinned" title="pinned">${icon('pin', 14)}<span class="visually-hidden">pinned</span></span>` : items === first ? nothing : rankChange(ranks.get(item.itemId), item.rank)),
    });
    const idle = this.idlePins(after);
    return html`
      ${idle === 0 ? nothing : html`<p class="muted small">${plural(idle, 'pin does', 'pins do')} not apply: the filter does not select the item, or the user has seen it.</p>`}
      ${sharedNote(shared.size, Math.max(first.length, second.length))}
      <div class="tabs only-narrow" role="group" aria-label="List">${['Before', 'After'].map((label, index) => html`
        <button type="button" aria-pressed=${index === this.shown ? 'true' : 'false'} @click=${() => (this.shown = index)}>${label}</button>`)}</div>
      <div class="two-lists">
        <div class=${this.shown === 0 ? '' : 'not-narrow'}>${card(this.isNew ? 'Without rules' : 'Before', before, first, 'grey')}</div>
        <div class=${this.shown === 1 ? '' : 'not-narrow'}>${card('After', after, second, 'blue')}</div>
      </div>`;
  }
}

/** @param {PreviewList} list */
const originOf = ({model, version, fallback}) => (model === null ? fallback ?? '' : `${model} version ${version}`);

customElements.define('scenario-preview', ScenarioPreview);
