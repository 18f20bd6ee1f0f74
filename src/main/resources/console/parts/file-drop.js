import {html, nothing} from 'lit';
import {icon} from './icons.js';

/**
 * A place to drop a file, with a button for those who choose one. Files that are dropped anywhere else on the page reach the screen of
 * imports as well: see the shell.
 *
 * @param {(file: File) => void} receive
 * @param {{title?: string, hint?: import('./page.js').Content}} [options]
 */
export function fileDrop(receive, options = {}) {
  const {title = 'Drop a file here', hint = nothing} = options;
  return html`
    <div class="file-drop">
      ${icon('upload', 28)}
      <strong>${title}</strong>
      <label class="button">Choose a file
        <input class="visually-hidden" type="file" @change=${(/** @type {Event} */ event) => {
          const input = /** @type {HTMLInputElement} */ (event.target);
          const file = input.files?.[0];
          if (file) {
            receive(file);
          }
          input.value = '';
        }}></label>
      ${hint === nothing ? nothing : html`<span class="hint">${hint}</span>`}
    </div>`;
}
