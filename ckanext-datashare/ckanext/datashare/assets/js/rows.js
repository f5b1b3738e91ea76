/* Rows without a round trip: "Add another" copies the last row, "Delete" empties and hides one.
   Without this script the same buttons post the form. */
(function () {
  "use strict";

  function clear(row) {
    row.querySelectorAll("input, select, textarea").forEach(function (field) {
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = false;
      } else if (field.type !== "hidden") {
        field.value = "";
      } else if (field.value !== "false") {
        field.value = "";
      }
      field.removeAttribute("aria-invalid");
    });
    row.querySelectorAll(".ds-error").forEach(function (error) { error.remove(); });
  }

  function renumber(row, name, from, to) {
    var old = name + "-" + from;
    var now = name + "-" + to;
    ["id", "name", "for", "value", "aria-describedby"].forEach(function (attribute) {
      row.querySelectorAll("[" + attribute + "]").forEach(function (element) {
        if (attribute === "value" && element.name !== "delete_row") { return; }
        var value = element.getAttribute(attribute);
        element.setAttribute(attribute, value.split(old + "-").join(now + "-"));
        if (attribute === "value" && value === old) { element.setAttribute(attribute, now); }
      });
    });
    var label = new RegExp(" " + (from + 1) + "$");
    row.querySelectorAll(":scope > legend, [name=delete_row]").forEach(function (element) {
      element.textContent = element.textContent.trim().replace(label, " " + (to + 1));
    });
  }

  function add(list) {
    var rows = list.querySelectorAll("[data-ds-row]");
    var copy = rows[rows.length - 1].cloneNode(true);
    clear(copy);
    renumber(copy, list.dataset.dsRows, rows.length - 1, rows.length);
    copy.hidden = false;
    rows[rows.length - 1].after(copy);
    copy.querySelector("input:not([type=hidden]), select, textarea").focus();
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest(".ds-form [name=add_row], .ds-form [name=delete_row]");
    if (!button) { return; }
    event.preventDefault();
    var list = button.closest("[data-ds-rows]");
    if (button.name === "add_row") { add(list); return; }
    var row = button.closest("[data-ds-row]");
    clear(row);
    row.hidden = true;
    list.focus();
  });

  var summary = document.getElementById("error-summary");
  if (summary) { summary.focus(); }
})();
