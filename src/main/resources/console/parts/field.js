import {html, nothing} from 'lit';

/**
 * A labelled control with a hint and with what is wrong with its value.
 *
 * @typedef {object} FieldText
 * @property {string} id of the control
 * @property {import('./page.js').Content} label
 * @property {string | undefined} [hint]
 * @property {string | undefined} [problem]
 */

/**
 * @param {FieldText} text
 * @param {import('./page.js').Content} control with the attributes of {@link marks}
 */
export const field = ({id, label, hint, problem}, control) => html`
  <div class="field">
    <label for=${id}>${label}</label>
    ${control}
    ${hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : nothing}
    ${problem ? html`<span class="wrong" id="${id}-wrong">${problem}</span>` : nothing}
  </div>`;

/**
 * The values of `aria-describedby` and `aria-invalid` of the control.
 *
 * @param {FieldText} text
 */
export function marks({id, hint, problem}) {
  const described = [problem ? `${id}-wrong` : '', hint ? `${id}-hint` : ''].filter(one => one !== '').join(' ');
  return {described: described === '' ? nothing : described, invalid: problem ? 'true' : nothing};
}

/** @param {Event} event of a field */
export const valueOf = event => /** @type {HTMLInputElement} */ (event.target).value;
