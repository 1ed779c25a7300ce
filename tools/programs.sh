#!/usr/bin/env bash
# Sees to the programs that tests open reports with. Without one, its tests are skipped, and say so.
set -euo pipefail

# A program, or a file that one needs, and the Debian package that has it.
programs=(
  chromium=chromium
  /usr/lib/libreoffice/program/libswlo.so=libreoffice-writer-nogui
  /usr/lib/libreoffice/program/libsclo.so=libreoffice-calc-nogui
  pdftotext=poppler-utils
  softhsm2-util=softhsm2
)

packages_missing() {
  for pair in "${programs[@]}"; do
    command -v "${pair%%=*}" >/dev/null || [ -e "${pair%%=*}" ] || printf '%s\n' "${pair#*=}"
  done
}

mapfile -t missing < <(packages_missing)
[ "${#missing[@]}" -gt 0 ] || exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  if apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; then
    exit 0
  fi
fi
printf '%s\n' "tests: NOT everything will be tried: ${missing[*]} not installed; run:" \
  "tests: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
