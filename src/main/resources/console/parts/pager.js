import {html, nothing} from 'lit';
import {whole} from '../format.js';

/**
 * Leads to the pages of a list; nothing for a list of one page.
 *
 * @param {import('../api/client.js').Page<any>} page
 * @param {(page: number) => void} choose
 * @param {string} noun of the entries, in the plural
 */
export function pager(page, choose, noun) {
  if (page.total <= page.size && page.page === 0) {
    return nothing;
  }
  const first = page.page * page.size + 1;
  const last = page.page * page.size + page.items.length;
  return html`
    <nav class="pager" aria-label="Pages">
      <span>${whole(Math.min(first, last))}–${whole(last)} of ${page.totalIsExact === false ? 'about ' : ''}${whole(page.total)} ${noun}</span>
      <span class="actions">
        <button class="button little" type="button" ?disabled=${page.page === 0} @click=${() => choose(page.page - 1)}>Previous</button>
        <button class="button little" type="button" ?disabled=${last >= page.total} @click=${() => choose(page.page + 1)}>Next</button>
      </span>
    </nav>`;
}
