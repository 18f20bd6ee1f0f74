import {address, post} from './client.js';

/**
 * Downloads a file: a link that works once is requested first, because a browser sends no key with a download.
 *
 * @param {string} path of the file, such as /exports/ratings.csv
 */
export async function download(path) {
  const {url} = await post('/download-links', {path});
  const link = document.createElement('a');
  link.href = address(url).href;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
