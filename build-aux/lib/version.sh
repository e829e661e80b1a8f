# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154 # top is the caller's: the folder of the sources
#
# What a release is called and when it was: meson.build has the version, NEWS
# the days and what is new. The tests hold the metainfo against both.

project_version ()
{
  sed -n "s/^  version: '\(.*\)',$/\1/p" "$top/meson.build"
}

# The noon of the day of the newest release in NEWS, in seconds: every file of a release is from then.
release_epoch ()
{
  date -u -d "$(sed -n 's/^Released: //p' "$top/NEWS" | head -n 1) 12:00" +%s
}

# copy_sources FOLDER: what git has, and nothing else that lies about; as it was last committed.
copy_sources ()
{
  git -C "$top" archive --format=tar HEAD | tar -x -C "$1"
}

# NEWS in the form of debian/changelog.
news_as_changelog ()
{
  local line version='' day='' bullet='  * '
  close_entry ()
  {
    [ -z "$version" ] || printf '\n -- The Shopbell developers <shopbell@example.com>  %s\n\n' \
      "$(LC_ALL=C date -u -R -d "$day 12:00")"
  }
  while IFS= read -r line; do
    case $line in
      'Version '*)
        close_entry
        version=${line#Version }
        printf 'shopbell (%s-1) unstable; urgency=medium\n\n' "$version" ;;
      'Released: '*) day=${line#Released: } ;;
      '') bullet='  * ' ;;
      '~~~'*) ;;
      *) printf '%s%s\n' "$bullet" "$line"; bullet='    ' ;;
    esac
  done <"$top/NEWS"
  close_entry
}
