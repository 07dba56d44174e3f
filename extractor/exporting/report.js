"use strict";
(() => {
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  document.documentElement.classList.add("scripted");

  // substance only: what says the same is hidden, and how many rows are left is said aloud
  const count = document.getElementById("shown");
  const filter = () => {
    const chosen = document.querySelector("input[name=rows]:checked");
    document.body.classList.toggle("substance", chosen !== null && chosen.value === "substance");
    const rows = all("#terms tbody tr").filter((row) => row.offsetParent !== null || row.getClientRects().length > 0);
    if (count) count.textContent = rows.length + " " + count.dataset.label;
  };
  all("input[name=rows]").forEach((input) => input.addEventListener("change", filter));
  filter();

  // the texts of a pair scroll together, each by the same share of its length
  all(".sides").forEach((sides) => {
    const texts = all(".text", sides);
    let leader = null;
    texts.forEach((text) => {
      ["pointerenter", "focus", "touchstart", "wheel"].forEach((event) =>
        text.addEventListener(event, () => { leader = text; }, { passive: true }));
      text.addEventListener("scroll", () => {
        if (leader !== null && leader !== text) return;
        const room = text.scrollHeight - text.clientHeight;
        const share = room > 0 ? text.scrollTop / room : 0;
        texts.forEach((other) => {
          if (other !== text) other.scrollTop = share * (other.scrollHeight - other.clientHeight);
        });
      }, { passive: true });
    });
  });

  // from one difference to the next
  let at = -1;
  const visible = () => all(".text .mark").filter((mark) => mark.getClientRects().length > 0);
  const go = (step) => {
    const marks = visible();
    if (marks.length === 0) return;
    const held = marks.findIndex((mark) => mark.classList.contains("at"));
    at = ((held < 0 && step < 0 ? 0 : held < 0 ? -1 : held) + step + marks.length) % marks.length;
    marks.forEach((mark) => mark.classList.remove("at"));
    marks[at].classList.add("at");
    marks[at].scrollIntoView({ block: "center" });
  };
  all("[data-step]").forEach((button) => button.addEventListener("click", () => go(Number(button.dataset.step))));
})();
