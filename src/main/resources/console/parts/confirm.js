import {html, nothing, render} from 'lit';

/**
 * Asks before something that cannot be undone. The dialog of the browser keeps the focus inside and closes with Escape.
 *
 * @param {{title: string, text: import('./page.js').Content, action: string, danger?: boolean, ask?: {label: string, required?: boolean}}} question
 *     `ask` adds a field for text, such as a reason
 * @returns {Promise<string | null>} the text (empty without `ask`), or null if the user does not want it
 */
export function confirm({title, text, action, danger = false, ask}) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'confirm-title');
  render(html`
    <form method="dialog">
      <h2 id="confirm-title">${title}</h2>
      <div class="muted">${text}</div>
      ${ask ? html`
        <div class="field">
          <label for="confirm-text">${ask.label}</label>
          <input id="confirm-text" name="text" maxlength="500" ?required=${ask.required ?? false}>
        </div>` : nothing}
      <div class="actions">
        <button class="button" value="" formnovalidate>Do nothing</button>
        <button class="button ${danger ? 'danger' : 'primary'}" value="yes">${action}</button>
      </div>
    </form>`, dialog);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise(resolve => {
    dialog.addEventListener('close', () => {
      const field = dialog.querySelector('input');
      resolve(dialog.returnValue === 'yes' ? field?.value ?? '' : null);
      dialog.remove();
    }, {once: true});
  });
}
