/**
 * Who uses this tab. The API key is kept in the tab's session storage and sent as a header; there is no cookie.
 *
 * @typedef {'metrics' | 'read' | 'write' | 'train' | 'admin'} Role
 * @typedef {{access: 'key' | 'open', keyId: string | null, name: string | null, role: Role, roles: Role[]}} Caller
 * @typedef {'checking' | 'in' | 'out' | 'unreachable'} SessionState
 */

const STORED = 'palate.key';

class Session extends EventTarget {

  constructor() {
    super();
    /** @type {SessionState} */
    this.state = 'checking';
    /** @type {Caller | null} */
    this.caller = null;
    /** @type {string | null} why the session ended, as the sign-in page shows it */
    this.reason = null;
    /** @type {string | null} */
    this.key = sessionStorage.getItem(STORED);
  }

  /**
   * @param {Role} role
   * @returns {boolean} whether the caller may do what needs this role
   */
  may(role) {
    return this.caller !== null && this.caller.roles.includes(role);
  }

  /** @param {Caller} caller */
  enter(caller) {
    this.caller = caller;
    this.reason = null;
    this.change('in');
  }

  /** @param {string} key */
  keep(key) {
    this.key = key;
    sessionStorage.setItem(STORED, key);
  }

  /**
   * Forgets a key that the service does not accept. A response to an older key does not end the session of the present one.
   *
   * @param {string | null} used the key that was sent
   * @param {string | null} reason
   */
  forget(used, reason) {
    if (used !== this.key) {
      return;
    }
    this.key = null;
    sessionStorage.removeItem(STORED);
    this.caller = null;
    this.reason = reason;
    this.change('out');
  }

  /** @param {string} reason */
  lose(reason) {
    this.reason = reason;
    this.change('unreachable');
  }

  /** @param {SessionState} state */
  change(state) {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

export const session = new Session();
