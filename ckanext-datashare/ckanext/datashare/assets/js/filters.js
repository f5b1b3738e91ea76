/* Filters stand open beside the results where there is room for them; on phones a button shows them. */
(function () {
  "use strict";

  var wide = window.matchMedia("(min-width: 768px)");
  function fit() {
    document.querySelectorAll("[data-ds-filters]").forEach(function (filters) {
      filters.open = wide.matches;
    });
  }
  wide.addEventListener("change", fit);
  fit();
})();
