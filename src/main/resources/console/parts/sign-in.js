import {LitElement, html, nothing} from 'lit';
import {ApiProblem, signIn} from '../api/client.js';
import {session} from '../api/session.js';

const LOGO = new URL('../icon.svg', import.meta.url).href;

/** The page for those who are not signed in: it asks for the API key. */
class SignIn extends LitElement {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {wrongKey: {state: true}, checking: {state: true}};

  constructor() {
    super();
    /** @type {string | null} why the service does not accept the key that was typed */
    this.wrongKey = null;
    this.checking = false;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    return html`
      <main class="sign-in" id="main">
        <div class="card">
          <span class="brand"><img src=${LOGO} alt="">Palate</span>
          <form @submit=${this.submit}>
            <h1 tabindex="-1">Sign in</h1>
            ${session.reason === null ? nothing : html`<p class="note warn" role="alert">${session.reason}</p>`}
            <div class="field">
              <label for="key">API key</label>
              <input id="key" name="key" type="password" autocomplete="off" spellcheck="false" required autofocus
                aria-describedby="key-hint" aria-invalid=${this.wrongKey === null ? nothing : 'true'}>
              <span class="hint" id="key-hint">It stays in this tab and is forgotten when the tab is closed.</span>
              ${this.wrongKey === null ? nothing : html`<span class="wrong" role="alert">${this.wrongKey}</span>`}
            </div>
            <button class="button primary" ?disabled=${this.checking}>Sign in</button>
          </form>
        </div>
      </main>`;
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const key = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('key')).trim();
    this.checking = true;
    this.wrongKey = null;
    try {
      await signIn(key);
    } catch (error) {
      if (!(error instanceof ApiProblem)) {
        throw error;
      }
      session.reason = null;
      this.wrongKey = error.message;
      session.forget(key, null);
    } finally {
      this.checking = false;
    }
  }
}

customElements.define('sign-in', SignIn);
