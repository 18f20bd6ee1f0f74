import {LitElement, html, nothing} from 'lit';
import {keyed} from 'lit-html/directives/keyed.js';
import {checkSession} from './api/client.js';
import {handover} from './api/handover.js';
import {live} from './api/live.js';
import {session} from './api/session.js';
import {icon} from './parts/icons.js';
import {emptyState, loading} from './parts/page.js';
import './parts/sign-in.js';
import './parts/theme-choice.js';
import {toasts} from './parts/toast.js';
import {currentRoute, go, link} from './router.js';
import {SCREENS} from './views/screens.js';

/** @typedef {import('./views/screens.js').Screen} Screen */

const GROUPS = /** @type {const} */ (['Understand', 'Train', 'Operate']);
const LOGO = new URL('icon.svg', import.meta.url).href;

/** The frame of all screens: navigation, who is signed in, and the sign-in page for those who are not. */
class Shell extends LitElement {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {route: {state: true}, complete: {state: true}};

  constructor() {
    super();
    this.route = currentRoute();
    /** Whether the screens other than the overview are loaded. */
    this.complete = false;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    session.addEventListener('change', () => {
      live.reset();
      live.open();
      this.requestUpdate();
    });
    live.addEventListener('change', () => this.requestUpdate());
    toasts.addEventListener('change', () => this.requestUpdate());
    addEventListener('hashchange', () => void this.navigate());
    addEventListener('dragover', event => this.drag(event));
    addEventListener('drop', event => this.drop(event));
    addEventListener('dragleave', event => this.classList.toggle('receives-files', event.relatedTarget !== null));
    void checkSession().then(() => this.loadOthers());
  }

  async loadOthers() {
    await import('./views/others.js');
    this.complete = true;
  }

  /** @param {DragEvent} event */
  drag(event) {
    if (event.dataTransfer?.types.includes('Files')) {
      event.preventDefault();
      event.dataTransfer.dropEffect = session.may('write') ? 'copy' : 'none';
      this.classList.toggle('receives-files', session.may('write'));
    }
  }

  /**
   * Files that are dropped anywhere are imported.
   *
   * @param {DragEvent} event
   */
  drop(event) {
    this.classList.remove('receives-files');
    const files = [...event.dataTransfer?.files ?? []];
    if (files.length === 0) {
      return;
    }
    event.preventDefault();
    if (session.may('write')) {
      handover.put(files);
      go(['imports']);
    }
  }

  async navigate() {
    const last = this.route;
    this.route = currentRoute();
    await this.updateComplete;
    if (placeOf(last) === placeOf(this.route)) {
      return;
    }
    scrollTo(0, 0);
    // The view renders after its element was put into the page.
    await Promise.resolve();
    this.querySelector('h1')?.focus();
  }

  render() {
    switch (session.state) {
      case 'checking':
        return nothing;
      case 'in':
        return this.frame();
      case 'out':
        return html`<sign-in></sign-in>`;
      default:
        return this.unreachablePage();
    }
  }

  updated() {
    if (session.state !== 'in') {
      document.title = 'Palate';
    }
    this.querySelector('.navigation [aria-current]')?.scrollIntoView({block: 'nearest', inline: 'nearest'});
  }

  frame() {
    const permitted = SCREENS.filter(screen => session.may(screen.role));
    const screen = permitted.find(one => one.name === this.route.screen) ?? (this.route.screen === '' ? permitted[0] : undefined);
    return html`
      <a class="skip" href="#main" @click=${this.skip}>Skip to the content</a>
      <header class="sidebar">
        <a class="brand" href=${link([])}><img src=${LOGO} alt="">Palate</a>
        <nav class="navigation" aria-label="Screens">${GROUPS.map(group => this.group(group, permitted, screen))}</nav>
        <div class="account">${this.account()}<theme-choice></theme-choice></div>
      </header>
      <main id="main" tabindex="-1">
        ${screen ? keyed(placeOf(this.route), this.view(screen)) : this.unknown(permitted.length === 0)}
      </main>
      <div class="toasts" role="status">${toasts.messages.map(message => html`<div class="toast">${message}</div>`)}</div>`;
  }

  /**
   * An element must not be in the page before its class is there: it would be connected without its route.
   *
   * @param {Screen} screen
   */
  view(screen) {
    return this.complete || screen.name === 'overview' ? screen.view(this.route) : loading();
  }

  /**
   * @param {string} name
   * @param {Screen[]} permitted
   * @param {Screen | undefined} present
   */
  group(name, permitted, present) {
    const screens = permitted.filter(screen => screen.group === name && screen.under === undefined);
    return screens.length === 0 ? nothing : html`
      <section>
        <h2>${name}</h2>
        <ul>${screens.map(screen => html`
          <li><a href=${link([screen.name])} aria-current=${screen.name === (present?.under ?? present?.name) ? 'page' : nothing}>
            ${icon(screen.icon)}<span>${screen.label}</span>${this.count(screen.count?.() ?? 0)}
          </a></li>`)}
        </ul>
      </section>`;
  }

  /** @param {number} count */
  count(count) {
    return count === 0 ? nothing : html`<span class="count">${count}<span class="visually-hidden"> unfinished</span></span>`;
  }

  account() {
    const caller = session.caller;
    if (caller === null || caller.access === 'open') {
      return html`<div class="who"><strong>No key needed</strong>Open to this machine only</div>`;
    }
    return html`
      <div class="who"><strong title=${caller.name ?? ''}>${caller.name ?? 'Key without a name'}</strong>Role ${caller.role}, key of this tab</div>
      <button class="button plain little" type="button" @click=${() => session.forget(session.key, null)}>Forget the key</button>`;
  }

  /** @param {boolean} none whether the role sees no screen at all */
  unknown(none) {
    return none
      ? emptyState({icon: 'keys', title: 'This key sees no screens', text: 'Its role is made for programs that read metrics. Sign in with a key that has at least the role read.'})
      : emptyState({icon: 'search', title: 'There is no such page', text: 'The address does not lead to a screen of the console.',
        actions: html`<a class="button primary" href=${link([])}>Go to the first screen</a>`});
  }

  unreachablePage() {
    return html`
      <main class="sign-in" id="main">
        ${emptyState({icon: 'system', title: 'The console cannot be shown', text: session.reason ?? '',
          actions: html`<button class="button primary" type="button" @click=${() => void checkSession()}>Try again</button>`})}
      </main>`;
  }

  /** @param {Event} event */
  skip(event) {
    event.preventDefault();
    this.querySelector('main')?.focus();
  }
}

/** @param {import('./router.js').Route} route */
const placeOf = route => [route.screen, ...route.parts].join('/');

customElements.define('palate-shell', Shell);
