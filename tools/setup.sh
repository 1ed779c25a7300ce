#!/usr/bin/env bash
# Makes the virtual environment, and sees to the system libraries that PDF output needs.
set -euo pipefail

python=${PYTHON:-python3}
venv=${VENV:-.venv}
# What WeasyPrint loads at run time, by Debian's names.
libraries=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)

fail() {
  printf 'setup: %s\n' "$1" >&2
  exit 1
}

may_install() {
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]
}

install() {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

command -v "$python" >/dev/null || fail "no $python; install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "$python is older than Python 3.11"

if ! "$python" -c 'import ensurepip' 2>/dev/null; then
  if may_install; then
    install python3-venv
  else
    fail "Python has no venv module; run: sudo apt-get install python3-venv"
  fi
fi

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
# An installed package is compiled once; where Python is told not to write, this one would be each time it runs.
"$venv/bin/python" -m compileall -q src

if ! "$venv/bin/python" -c 'import weasyprint' 2>/dev/null; then
  if may_install; then
    install "${libraries[@]}"
  else
    fail "PDF output needs system libraries; run: sudo apt-get install ${libraries[*]}"
  fi
  "$venv/bin/python" -c 'import weasyprint' || fail "WeasyPrint still cannot be loaded; see the error above"
fi
