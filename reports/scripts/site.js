// Filters and searches what the page already shows in full; without scripts, nothing is missing.
"use strict";
(() => {
  const fold = (text) =>
    text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

  const tell = (shown, total) => {
    const place = document.getElementById("shown");
    place.textContent = place.dataset.words.replace("{shown}", shown).replace("{total}", total);
  };

  const later = (work) => {
    let waiting = 0;
    return () => {
      clearTimeout(waiting);
      waiting = setTimeout(work, 120);
    };
  };

  const filterFindings = (form) => {
    const sections = [...document.querySelectorAll("section.control")].map((section) => ({
      section,
      clauses: section.dataset.clauses.split(" "),
      heading: fold(section.querySelector("h3").textContent),
      findings: [...section.querySelectorAll("details.finding")],
    }));
    const words = new Map();
    const contains = (finding, heading, wanted) => {
      if (!words.has(finding)) words.set(finding, fold(finding.textContent));
      return wanted.every((word) => words.get(finding).includes(word) || heading.includes(word));
    };
    const apply = () => {
      const chosen = Object.fromEntries(new FormData(form));
      const wanted = fold(chosen.words ?? "").split(/\s+/).filter(Boolean);
      let shown = 0;
      let total = 0;
      for (const { section, clauses, heading, findings } of sections) {
        const fits =
          (!chosen.severity || section.dataset.severity === chosen.severity) &&
          (!chosen.family || section.dataset.family === chosen.family) &&
          (!chosen.clause || clauses.includes(chosen.clause));
        let here = 0;
        for (const finding of findings) {
          const seen =
            fits &&
            (!chosen.status || finding.dataset.status === chosen.status) &&
            (!chosen.unit || finding.dataset.unit === chosen.unit) &&
            contains(finding, heading, wanted);
          finding.hidden = !seen;
          here += seen;
        }
        section.hidden = !here;
        shown += here;
        total += findings.length;
      }
      document.getElementById("none-shown").hidden = shown > 0 || total === 0;
      tell(shown, total);
    };
    form.addEventListener("input", later(apply));
    form.addEventListener("reset", later(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    document.getElementById("unfold").addEventListener("click", () => {
      const seen = sections.flatMap(({ findings }) => findings).filter((finding) => !finding.hidden);
      const open = seen.some((finding) => !finding.open);
      seen.forEach((finding) => (finding.open = open));
    });
    for (const link of document.querySelectorAll("a[data-only]")) {
      link.addEventListener("click", () => {
        form.reset();
        form.elements.unit.value = link.dataset.only;
        apply();
      });
    }
    form.hidden = false;
    apply();
  };

  const filterUnits = (form) => {
    const rows = [...document.querySelectorAll("tr[data-unit]")].map((row) => ({
      row,
      name: fold(`${row.dataset.unit} ${row.querySelector("th").textContent}`),
    }));
    const apply = () => {
      const wanted = fold(form.elements.words.value).split(/\s+/).filter(Boolean);
      const seen = new Set();
      for (const { row, name } of rows) {
        row.hidden = !wanted.every((word) => name.includes(word));
        if (!row.hidden) seen.add(row.dataset.unit);
      }
      tell(seen.size, new Set(rows.map(({ row }) => row.dataset.unit)).size);
    };
    form.addEventListener("input", later(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    apply();
  };

  const showTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) {
      target.hidden = false;
      target.closest("section").hidden = false;
      target.open = true;
      target.scrollIntoView();
    }
  };

  const findings = document.getElementById("filters");
  const units = document.getElementById("unit-filter");
  if (findings) filterFindings(findings);
  if (units) filterUnits(units);
  addEventListener("hashchange", showTarget);
  showTarget();
  const folded = new Set();
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) {
      folded.add(one);
      one.open = true;
    }
  });
  addEventListener("afterprint", () => {
    folded.forEach((one) => (one.open = false));
    folded.clear();
  });
})();
