// Small helps for the questionnaire. Every page and form works without this file.
(function () {
  "use strict";

  // "None of these" cannot stand beside other answers.
  document.addEventListener("change", function (event) {
    var box = event.target;
    if (box.type !== "checkbox" || !box.checked) return;
    var others = box.form.querySelectorAll('input[name="' + CSS.escape(box.name) + '"]');
    others.forEach(function (other) {
      if (other !== box && (box.hasAttribute("data-exclusive") || other.hasAttribute("data-exclusive"))) {
        other.checked = false;
      }
    });
  });

  // The drawn legs follow the checkboxes by style alone; a tap on a region ticks its checkbox.
  document.addEventListener("click", function (event) {
    var region = event.target.closest && event.target.closest("form [data-region]");
    var box = region && document.getElementById("where-" + region.getAttribute("data-region"));
    if (box) box.click();
  });
  ["mouseover", "mouseout"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var option = event.target.closest && event.target.closest(".option, [data-region]");
      if (!option) return;
      var input = option.querySelector("input");
      var slug = option.getAttribute("data-region") || (input && input.name === "where" && input.value);
      if (!slug) return;
      document.querySelectorAll('form [data-region="' + CSS.escape(slug) + '"]').forEach(function (region) {
        region.classList.toggle("near", name === "mouseover");
      });
      var box = document.getElementById("where-" + slug);
      if (box) box.closest(".option").classList.toggle("near", name === "mouseover");
    });
  });

  // After a swap the new page begins where a reader would look: its errors, else its heading.
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.target.id !== "main") return;
    var start = document.querySelector("[data-errors]") || document.querySelector("main h1");
    if (start) start.focus({ preventScroll: true });
  });

  // A slow or lost network is said in words; the answers stay in the form.
  function trouble(event) {
    var note = document.getElementById("trouble");
    if (note) note.hidden = event.type === "htmx:beforeRequest";
  }
  ["htmx:beforeRequest", "htmx:timeout", "htmx:sendError"].forEach(function (name) {
    document.addEventListener(name, trouble);
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-print]")) window.print();
  });

  // A print unfolds what is worth its paper; the rest stays as it is on the screen.
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll("main details.unfold:not([open])"));
    opened.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (part) { part.open = false; });
    opened = [];
  });
})();
