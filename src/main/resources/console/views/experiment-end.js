import {html} from 'lit';
import {path, post} from '../api/client.js';
import {problemNote} from '../parts/page.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {listOf} from './experiment-words.js';

/** Ends an experiment with a winner and a reason. Sends the events ended, with the experiment as it is then, and closed. */
class ExperimentEnd extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {experiment: {attribute: false}};

  constructor() {
    super();
    /** @type {import('../api/experiment-types.js').Experiment | null} */
    this.experiment = null;
  }

  firstUpdated() {
    this.querySelector('select')?.focus();
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const name = this.experiment?.name ?? '';
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const reason = String(form.get('reason')).trim();
    const ended = await this.attempt(() => post(path`/experiments/${name}/end`, {winner: form.get('winner'), ...(reason === '' ? {} : {reason})}));
    if (ended) {
      notify(`The experiment ${name} has ended.`);
      this.dispatchEvent(new CustomEvent('ended', {detail: ended}));
    }
  }

  render() {
    return html`
      <form class="card" @submit=${this.submit}>
        <header><h2>End the experiment</h2><span class="muted small">It cannot be continued. Its report remains.</span></header>
        <div class="body stack">
          ${problemNote(this.problem)}
          <div class="form-row">
            <div class="field"><label for="winner">All users get from now on</label>
              <select id="winner" name="winner">${(this.experiment?.arms ?? []).map((arm, index) =>
                html`<option value=${arm.name}>${arm.name}${index === 0 ? ' (control)' : ''}: ${listOf(arm)}</option>`)}</select></div>
            <div class="field"><label for="reason">Reason</label>
              <input id="reason" name="reason" maxlength="1000" autocomplete="off" placeholder="For readers of the report"></div>
          </div>
          <div class="actions">
            <button class="button danger" ?disabled=${this.busy}>End it</button>
            <button class="button" type="button" @click=${() => this.dispatchEvent(new Event('closed'))}>Do nothing</button>
          </div>
        </div>
      </form>`;
  }
}

customElements.define('experiment-end', ExperimentEnd);
