"use strict";
// Everything on the page reads without this: it copies the command and narrows lists of requests.
(() => {
  const copied = (button) => {
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = before; }, 1600);
  };
  for (const button of document.querySelectorAll(".copy")) {
    const code = button.parentElement.querySelector("code");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        copied(button);
      } catch {
        // A page from a file may be refused the clipboard: then the command is selected.
        getSelection().selectAllChildren(code);
        button.textContent = "Selected";
      }
    });
  }

  const make = (name, set) => Object.assign(document.createElement(name), set);
  for (const box of document.querySelectorAll(".filter")) {
    const list = box.nextElementSibling;
    const calls = [...list.querySelectorAll(":scope > li.call")];
    const gaps = [...list.querySelectorAll(":scope > li:not(.call)")];
    if (calls.length < 8) continue;
    const search = make("input", { type: "search", placeholder: "Path, peer, status or fault" });
    search.setAttribute("aria-label", "Show requests with these words");
    const odd = make("input", { type: "checkbox" });
    const label = make("label", {});
    label.append(odd, " only where something went wrong");
    const count = make("span", { className: "note" });
    count.setAttribute("role", "status");
    const narrow = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const call of calls) {
        const row = call.querySelector(".row").textContent.toLowerCase();
        const fits = (!odd.checked || call.classList.contains("odd")) &&
          words.every((word) => row.includes(word));
        call.hidden = !fits;
        shown += fits ? 1 : 0;
      }
      for (const gap of gaps) gap.hidden = words.length > 0 || odd.checked;
      count.textContent = shown === calls.length ? "" : `${shown} of ${calls.length} shown`;
    };
    search.addEventListener("input", narrow);
    odd.addEventListener("change", narrow);
    box.append(search, label, count);
    box.hidden = false;
  }

  // Whoever follows a link into a part that is closed finds it open.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
    }
  };
  addEventListener("hashchange", reveal);
  reveal();

  // On paper nobody can open a part. Bodies are opened where something went wrong.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.part:not([open]), details[data-paper]:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
    opened = [];
  });
})();
