// A film gets a frame of itself for a poster: the browser can decode it, and the server need not. Of what is chosen in the form or is
// in the library already, the first frame that shows something is put into the form as a JPEG; whoever likes takes another.
(() => {
  const LONGEST_SIDE = 1920;
  const QUALITY = 0.88;
  const PATIENCE = 8000;
  // Parts of the length. The first is at five seconds at the latest.
  const PLACES = [0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.9];
  const LATEST_FIRST = 5;
  const DARK = 24;
  const FLAT = 16;

  const happens = (film, name) =>
    new Promise((resolve, reject) => {
      const over = setTimeout(() => reject(new Error(name)), PATIENCE);
      const end = (act) => () => {
        clearTimeout(over);
        act();
      };
      film.addEventListener(name, end(resolve), { once: true });
      film.addEventListener("error", end(() => reject(film.error)), { once: true });
    });

  const drawn = (film, width, height) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, height];
    const pen = canvas.getContext("2d");
    pen.drawImage(film, 0, 0, width, height);
    return { canvas, pen };
  };

  // How much is to be seen: nothing in what is nearly black, or all of one colour.
  const worth = (film) => {
    const { data } = drawn(film, 32, 18).pen.getImageData(0, 0, 32, 18);
    const light = [];
    for (let at = 0; at < data.length; at += 4) light.push((data[at] * 2 + data[at + 1] * 5 + data[at + 2]) / 8);
    const mean = light.reduce((sum, each) => sum + each, 0) / light.length;
    const spread = Math.max(...light) - Math.min(...light);
    return mean < DARK || spread < FLAT ? 0 : spread;
  };

  const clock = (seconds) => {
    const [minutes, rest] = [Math.floor(seconds / 60), Math.floor(seconds % 60)];
    return `${minutes}:${String(rest).padStart(2, "0")}`;
  };

  class FilmFrame extends window.StimulusModule.Controller {
    static targets = ["frame", "room", "film", "picture", "drop", "told"];
    static values = { address: String, taken: String, none: String, chosen: String, cannot: String };

    connect() {
      this.form = this.element.closest("form");
      this.turn = 0;
      this.changed = ({ target }) => ["file", "poster"].includes(target.name) && this.look();
      this.sent = () => this.fill();
      this.form.addEventListener("change", this.changed);
      this.form.addEventListener("submit", this.sent, true);
      this.look();
    }

    disconnect() {
      this.form.removeEventListener("change", this.changed);
      this.form.removeEventListener("submit", this.sent, true);
      this.forget();
    }

    forget() {
      this.turn += 1;
      this.filmTarget.removeAttribute("src");
      this.filmTarget.load();
      if (this.held) URL.revokeObjectURL(this.held);
      this.held = null;
      this.roomTarget.hidden = true;
      this.put(null);
    }

    put(blob, seconds) {
      this.blob = blob;
      this.frameTarget.value = "";
      if (this.shown) URL.revokeObjectURL(this.shown);
      this.shown = blob && URL.createObjectURL(blob);
      this.pictureTarget.hidden = this.dropTarget.hidden = !blob;
      if (blob) this.pictureTarget.src = this.shown;
      else this.pictureTarget.removeAttribute("src");
      this.toldTarget.textContent = blob ? this.takenValue.replace("{time}", clock(seconds)) : "";
    }

    // What the browser took by itself gets into the form when that is sent: before, nobody has changed anything.
    fill() {
      const moved = new DataTransfer();
      if (this.blob) moved.items.add(new File([this.blob], "frame.jpg", { type: this.blob.type }));
      this.frameTarget.files = moved.files;
    }

    async look() {
      this.forget();
      const turn = this.turn;
      const file = this.form.elements.namedItem("file")?.files?.[0];
      const poster = this.form.elements.namedItem("poster")?.value;
      if (poster && (file || this.addressValue)) this.toldTarget.textContent = this.chosenValue;
      if (poster || file?.type.startsWith("audio/") || !(file || this.addressValue)) return;
      const film = this.filmTarget;
      if (file) film.src = this.held = URL.createObjectURL(file);
      else film.src = this.addressValue;
      try {
        await happens(film, "loadeddata");
        if (turn !== this.turn || !film.videoWidth) return;
        this.roomTarget.hidden = false;
        await this.choose(film, turn);
      } catch {
        if (turn !== this.turn) return;
        this.forget();
        this.toldTarget.textContent = this.cannotValue;
      }
    }

    async choose(film, turn) {
      const length = Number.isFinite(film.duration) ? film.duration : 0;
      let best = { worth: -1, seconds: 0 };
      for (const [place, part] of PLACES.entries()) {
        const seconds = place ? length * part : Math.min(length * part, LATEST_FIRST);
        await this.goTo(film, seconds);
        if (turn !== this.turn) return;
        const found = worth(film);
        if (found > best.worth) best = { worth: found, seconds };
        if (found) break;
      }
      if (film.currentTime !== best.seconds) await this.goTo(film, best.seconds);
      if (turn === this.turn) await this.draw(turn);
    }

    async goTo(film, seconds) {
      const there = happens(film, "seeked");
      film.currentTime = seconds;
      await there;
    }

    async draw(turn) {
      const film = this.filmTarget;
      const share = Math.min(1, LONGEST_SIDE / Math.max(film.videoWidth, film.videoHeight));
      const [width, height] = [film.videoWidth, film.videoHeight].map((side) => Math.max(1, Math.round(side * share)));
      const seconds = film.currentTime;
      const { canvas } = drawn(film, width, height);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
      if (turn === this.turn) this.put(blob, seconds);
    }

    async take() {
      this.filmTarget.pause();
      await this.draw(this.turn);
      this.tell();
    }

    drop() {
      this.put(null);
      this.toldTarget.textContent = this.noneValue;
      this.tell();
    }

    // What somebody did by hand is not to be lost by leaving the page.
    tell() {
      this.fill();
      this.frameTarget.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  window.wagtail.app.register("film-frame", FilmFrame);
})();
