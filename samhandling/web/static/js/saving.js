// Saves what is typed while it is typed. What the server has not yet taken is never called saved, and is tried again
// until it is: also when the server is away, and when one must first log in anew (in another tab).

import { inputsOf, namesIn, same, setValues, valuesOf } from "./answers.js";
import { showConflict, showFaults, showSteps } from "./told.js";

const PAUSE = 800;
const AGAIN = [1500, 3000, 5000];
const KEEPALIVE_MOST = 60000;

export function keepSaving(form, words) {
  const saver = new Saver(form, words);
  form.addEventListener("input", (event) => {
    saver.contested.delete(event.target.name);
    saver.later(PAUSE);
  });
  form.addEventListener("change", () => saver.later(PAUSE / 4));
  form.addEventListener("focusout", () => saver.now());
  form.addEventListener("submit", (event) => saver.leave(event));
  addEventListener("pagehide", () => saver.now({ keepalive: true }));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") saver.now({ keepalive: true });
    else if (saver.failing) saver.now();
  });
  addEventListener("online", () => saver.now());
  addEventListener("beforeunload", (event) => {
    if (!saver.leaving && (saver.unsaved().length || saver.contested.size)) event.preventDefault();
  });
}

class Saver {
  constructor(form, words) {
    Object.assign(this, { form, words, failing: 0, busy: false, leaving: false, timer: 0, stopped: false });
    this.contested = new Set(); // where two texts stand: saved again when the reader has chosen
    this.line = document.querySelector(".lagring");
    this.token = form.elements.csrf_token.value;
    this.base = JSON.parse(form.elements._base.value);
    this.line.hidden = false;
    if (this.unsaved().length) this.now();
  }

  unsaved() {
    const mine = namesIn(this.form).filter((name) => !this.contested.has(name));
    return mine.filter((name) => !same(valuesOf(this.form, name), this.base[name] ?? []));
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), pause);
  }

  // Sends what has changed; one sending at a time. At leaving it may outlive the page.
  async now({ keepalive = false } = {}) {
    const names = this.unsaved();
    if (this.stopped || !names.length || (this.busy && !keepalive)) return;
    clearTimeout(this.timer);
    this.busy = true;
    const changes = Object.fromEntries(
      names.map((name) => [name, { base: this.base[name] ?? [], verdi: valuesOf(this.form, name) }]),
    );
    if (!this.failing) this.say("lagrer", this.words.saving);
    try {
      await this.taken(await this.send(changes, keepalive), changes);
    } catch {
      this.again(this.words.away);
    }
    this.busy = false;
    if (!this.failing && !this.stopped && this.unsaved().length) this.later(PAUSE);
  }

  send(changes, keepalive) {
    const body = JSON.stringify({ endringer: changes });
    return fetch(this.form.dataset.lagre, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token, Accept: "application/json" },
      body,
      keepalive: keepalive && body.length < KEEPALIVE_MOST,
      signal: AbortSignal.timeout(15000),
    });
  }

  async taken(response, changes) {
    if (response.status === 200) return this.saved(await response.json(), changes);
    if (response.status === 401) return this.again(this.words.loggedOut, { login: true });
    if (response.status === 400 && (await this.fetchToken())) return this.again(this.words.saving, { soon: true });
    if (response.status === 404 || response.status === 409) return this.stop(response.status);
    return this.again(this.words.away);
  }

  saved(answer, changes) {
    this.failing = 0;
    for (const [name, change] of Object.entries(changes)) {
      const theirs = answer.konflikter[name];
      this.base[name] = theirs ?? change.verdi;
      if (theirs) this.contested.add(name);
      showConflict(this.form, name, theirs, this.words, (taken) => this.choose(name, taken ? theirs : null));
    }
    this.form.elements._base.value = JSON.stringify(this.base);
    showFaults(this.form, answer.feil);
    showSteps(answer.steg);
    if (this.contested.size) this.say("feil", this.words.conflict);
    else this.say("lagret", this.words.saved.replace("{time}", answer.lagret));
  }

  // Takes the other text, or keeps what was typed (no text given); either way the choice is saved.
  choose(name, theirs) {
    this.contested.delete(name);
    if (theirs) setValues(this.form, name, theirs);
    this.form.dispatchEvent(new Event("svar"));
    showConflict(this.form, name, null, this.words);
    inputsOf(this.form, name)[0].focus();
    if (this.unsaved().length) this.now();
    else this.say("lagret", this.words.all);
  }

  again(text, { login = false, soon = false } = {}) {
    const pause = soon ? 50 : AGAIN[Math.min(this.failing, AGAIN.length - 1)];
    this.failing += 1;
    this.say("feil", text, login);
    this.later(pause);
  }

  stop(status) {
    this.stopped = true;
    this.say("feil", status === 409 ? this.words.finished : this.words.gone);
  }

  // Asks for the token of the session that is now; true when it is another one.
  async fetchToken() {
    const response = await fetch(this.form.dataset.tilstand, { headers: { Accept: "application/json" } });
    const { csrf } = await response.json();
    const changed = csrf !== this.token;
    this.token = csrf;
    this.form.elements.csrf_token.value = csrf;
    return changed;
  }

  // The form's own buttons save too: nothing is asked when one of them is pressed.
  leave() {
    this.leaving = true;
    clearTimeout(this.timer);
    this.form.elements._base.value = JSON.stringify(this.base);
    setTimeout(() => Object.assign(this, { leaving: false }), 4000);
  }

  say(state, text, login = false) {
    this.line.dataset.tilstand = state;
    const told = this.line.querySelector("[data-tekst]");
    if (told.textContent !== text) told.textContent = text;
    this.line.querySelector("a").hidden = !login;
  }
}
