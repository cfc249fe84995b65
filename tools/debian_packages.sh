#!/usr/bin/env bash
# Sees to it that the programs the tests need are there: PostgreSQL, Chromium, gettext, and the one library that the driver of the
# browser wants. Quick when they are; installs Debian's packages where it may (as root, or by a sudo that does not ask); otherwise
# says which command somebody who may should run.
set -euo pipefail

present() { [ -n "$(find "$@" -print -quit 2>/dev/null)" ]; }

missing=()
present /usr/lib/postgresql -path '*/bin/initdb' || missing+=(postgresql)
command -v chromium >/dev/null || present "${HOME:-}/.cache/ms-playwright" -maxdepth 1 -name 'chromium*' || missing+=(chromium)
command -v xgettext >/dev/null || missing+=(gettext)
present /usr/lib /lib -maxdepth 2 -name libatomic.so.1 || missing+=(libatomic1)
[ ${#missing[@]} -gt 0 ] || exit 0

command -v apt-get >/dev/null || { echo "This is not Debian or Ubuntu. Please install by hand: ${missing[*]}" >&2; exit 1; }
as=()
if [ "$(id -u)" != 0 ]; then
  as=(sudo -n)
  if ! sudo -n true 2>/dev/null; then
    echo "The tests need programs that only an administrator can install. Please run: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi

echo "Installing ${missing[*]} (once) ..."
install() { "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; }
"${as[@]}" apt-get update -q
for package in "${missing[@]}"; do
  [ "$package" = chromium ] || install "$package"
done
if [[ " ${missing[*]} " == *" chromium "* ]]; then
  # Ubuntu has Chromium only as a snap, which cannot see /tmp; there Playwright brings its own.
  if apt-cache show chromium >/dev/null 2>&1; then install chromium; else .venv/bin/playwright install --with-deps chromium; fi
fi
