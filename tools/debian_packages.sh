#!/usr/bin/env bash
# Sees to it that the programs the tests need are there: PostgreSQL, Chromium, gettext. Quick when they are; installs Debian's
# packages where it may (as root or by a sudo that does not ask); otherwise says what to install and by which command.
set -euo pipefail

missing=()
[ -n "$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null)" ] || missing+=(postgresql)
command -v chromium >/dev/null || [ -n "$(find "$HOME/.cache/ms-playwright" -maxdepth 1 -name 'chromium*' 2>/dev/null)" ] || missing+=(chromium)
command -v xgettext >/dev/null || missing+=(gettext)
[ ${#missing[@]} -gt 0 ] || exit 0

as=()
if [ "$(id -u)" != 0 ]; then
  as=(sudo -n)
  if ! sudo -n true 2>/dev/null; then
    echo "The tests need programs that only an administrator can install. Please run: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi
command -v apt-get >/dev/null || { echo "This is not Debian or Ubuntu. Please install by hand: ${missing[*]}" >&2; exit 1; }

echo "Installing ${missing[*]} (once) ..."
export DEBIAN_FRONTEND=noninteractive
"${as[@]}" apt-get update -q
# Ubuntu has no package chromium, only a snap that cannot see /tmp; there Playwright brings its own browser.
if [[ " ${missing[*]} " == *" chromium "* ]] && ! apt-cache show chromium >/dev/null 2>&1; then
  missing=("${missing[@]/chromium}")
  .venv/bin/playwright install --with-deps chromium
fi
# shellcheck disable=SC2068 - an emptied word shall vanish
"${as[@]}" apt-get install -q -y --no-install-recommends ${missing[@]}
