/**
 * Copies a text. On plain HTTP hosts there is no clipboard interface, but a selected field can be copied.
 *
 * @param {string} text
 * @param {HTMLInputElement} field that shows the text
 * @returns {Promise<boolean>} false if the browser does not copy: the text is selected, so that the user can
 */
export async function copy(text, field) {
  field.focus();
  field.select();
  if (isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // The permission is missing: copy the selection.
    }
  }
  return document.execCommand('copy');
}
