// What a browser can do beyond the pages themselves: print, copy, say that a new answer is there.
document.documentElement.classList.add("js");

document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-print]")) {
    window.print();
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const text = document.getElementById(copy.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      copy.dataset.done = "true";
    } catch {
      window.getSelection().selectAllChildren(text); // no clipboard over plain HTTP: marked, ready for Ctrl+C
    }
  }
});

let asked = false; // whether the button was pressed: then what is missing is a mistake, not just not there yet
document.addEventListener("htmx:configRequest", (event) => {
  asked = event.detail.triggeringEvent?.type === "submit";
  if (asked) event.detail.headers["Cailiang-Asked"] = "true";
});

// A refusal (too many searches, no database) is a page of its own, which says what to do.
document.addEventListener("htmx:responseError", (event) => {
  window.location.assign(event.detail.pathInfo.finalRequestPath);
});

document.addEventListener("htmx:afterSettle", () => {
  if (asked) document.getElementById("result").scrollIntoView({ block: "nearest" });
  for (const box of document.querySelectorAll("[data-errors]")) {
    const wrong = box.querySelector(".error") !== null;
    for (const field of document.querySelectorAll(`[aria-describedby="${box.id}"]`)) {
      if (wrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }
  const said = document.querySelector("[data-said]");
  document.getElementById("said").textContent = said ? said.dataset.said : "";
});
