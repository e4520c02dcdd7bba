/* Names what the stock admin and its select boxes leave without one, for those who listen to a page. */
(() => {
  "use strict";
  const text = (element) => (element ? element.textContent.trim().replace(/[:?]$/, "") : "");

  function nameOf(select) {
    return select ? select.getAttribute("aria-label") || text(document.querySelector(`label[for="${select.id}"]`)) : "";
  }

  function nameSearch(field) {
    const box = field.closest(".select2-container");
    const select = box.previousElementSibling?.matches("select")
      ? box.previousElementSibling
      : document.querySelector(".select2-container--open")?.previousElementSibling;
    field.setAttribute("aria-label", `Search: ${nameOf(select) || "choices"}`);
  }

  function nameAll() {
    document.querySelectorAll(".select2-search__field:not([aria-label])").forEach(nameSearch);
    document.querySelectorAll("ul.select2-selection__rendered:not([role])").forEach((list) => {
      list.setAttribute("role", "presentation"); // it holds a button beside its items
    });
    document.querySelectorAll(".tabular thead th").forEach((head) => {
      if (head.textContent.trim()) return;
      const name = document.createElement("span");
      name.className = "visually-hidden";
      name.textContent = head.classList.contains("original") ? "Row" : "Remove";
      head.append(name);
    });
    document.querySelectorAll(".tabular td.delete input:not([aria-label])").forEach((box) => {
      box.setAttribute("aria-label", "Remove this row");
    });
    document.querySelectorAll(".help-tooltip[aria-label]:not([role])").forEach((icon) => icon.setAttribute("role", "img"));
    document.querySelectorAll(".datetime input:not([aria-label])").forEach((field) => {
      const row = field.closest("fieldset, .form-row")?.querySelector("legend, label");
      field.setAttribute("aria-label", `${text(row)}: ${field.classList.contains("vTimeField") ? "time" : "date"}`);
    });
  }

  window.addEventListener("load", () => {
    nameAll();
    let due = 0;
    new MutationObserver(() => {
      cancelAnimationFrame(due);
      due = requestAnimationFrame(nameAll);
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
