"use strict";
(() => {
  const pane = document.getElementById("document");
  const facts = document.getElementById("facts");
  const shown = (mark) => !document.body.classList.contains(`no-${mark.classList[0]}`)
    && (!document.body.classList.contains("only-low") || mark.matches(".low"));
  let lit = [];

  function light(number) {
    lit.forEach((piece) => piece.classList.remove("lit"));
    lit = [...pane.querySelectorAll(`[data-m="${Number(number)}"]`)];
    lit.forEach((piece) => piece.classList.add("lit"));
    return lit[0];
  }

  function toFact(mark) {
    const chain = [];
    for (let at = mark; at && at !== pane; at = at.parentElement) {
      if (at.matches("mark") && shown(at)) chain.push(...at.dataset.e.split(" ").map((entry) => [entry, at.dataset.m]));
    }
    if (!chain.length) return;
    const last = chain.findIndex(([entry]) => entry === facts.dataset.at);
    const [entry, number] = chain[(last + 1) % chain.length];
    facts.dataset.at = entry;
    light(number);
    const found = document.getElementById(`e${entry}`);
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "center" });
  }

  function toWords(number) {
    const first = light(number);
    facts.dataset.at = "";
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
  }

  function step(forward, kind) {
    const marks = [...pane.querySelectorAll(`mark${kind}[id]`)].filter(shown);
    if (!marks.length) return;
    const here = document.activeElement.closest("#document mark");
    const after = Node.DOCUMENT_POSITION_FOLLOWING, before = Node.DOCUMENT_POSITION_PRECEDING;
    const wanted = here
      ? (forward ? marks : marks.reverse()).find((mark) => here.compareDocumentPosition(mark) & (forward ? after : before))
      : marks[forward ? 0 : marks.length - 1];
    if (wanted) toWords(wanted.dataset.m);
  }

  pane.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark && !String(getSelection())) toFact(mark);
  });
  pane.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const here = document.activeElement.closest("mark");
    if (event.key === "n") step(true, "");
    else if (event.key === "p") step(false, "");
    else if (event.key === "u") step(true, ".unread");
    else if (event.key === "Enter" && here) toFact(here);
    else return;
    event.preventDefault();
  });
  facts.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-m]");
    if (!link) return;
    event.preventDefault();
    toWords(link.dataset.m);
  });
  facts.addEventListener("keydown", (event) => {
    const link = document.activeElement.closest("[id^=e]");
    if (event.key !== "Escape" || !link) return;
    if (link.dataset.m) toWords(link.dataset.m);
    else pane.focus();
  });
  document.getElementById("kinds").addEventListener("change", (event) => {
    const box = event.target;
    const name = box.id === "unsure" ? "only-low" : `no-${box.dataset.kind}`;
    document.body.classList.toggle(name, box.id === "unsure" ? box.checked : !box.checked);
  });
})();
