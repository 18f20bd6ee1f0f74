import {LitElement, html} from 'lit';

const STORED = 'palate.theme';

/** The choice of the theme; theme.js applies it at the next visit. */
class ThemeChoice extends LitElement {

  createRenderRoot() {
    return this;
  }

  render() {
    const chosen = document.documentElement.dataset.theme ?? 'system';
    return html`
      <select aria-label="Theme" @change=${this.change}>
        ${['system', 'light', 'dark'].map(theme => html`
          <option value=${theme} ?selected=${theme === chosen}>${theme[0]?.toUpperCase()}${theme.slice(1)} theme</option>`)}
      </select>`;
  }

  /** @param {Event} event */
  change(event) {
    const theme = /** @type {HTMLSelectElement} */ (event.target).value;
    if (theme === 'system') {
      delete document.documentElement.dataset.theme;
      localStorage.removeItem(STORED);
    } else {
      document.documentElement.dataset.theme = theme;
      localStorage.setItem(STORED, theme);
    }
    dispatchEvent(new Event('palate-theme'));
  }
}

customElements.define('theme-choice', ThemeChoice);
