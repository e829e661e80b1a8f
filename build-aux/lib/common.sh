# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What build-aux/run and build-aux/test share: which packages each needs, and
# how the missing ones get installed. Where nothing is missing, nothing here
# touches the network.

# To build and start the programs. The tests' own stand apart below.
# shellcheck disable=SC2034
RUN_PACKAGES=(
  build-essential meson ninja-build pkgconf gettext desktop-file-utils
  libgtk-4-dev libadwaita-1-dev libsoup-3.0-dev libjson-glib-dev
  libnotify-dev libsecret-1-dev libsqlite3-dev libcairo2-dev libgstreamer1.0-dev
  # Ogg Vorbis and the pipeline's parts are in base; FLAC, WAV, PulseAudio and PipeWire's server in good.
  gstreamer1.0-plugins-base gstreamer1.0-plugins-good
  # msgfmt finds out from appstream what of the metainfo is to be translated.
  appstream
  # glib-compile-resources strips .ui files by xmllint; GTK draws SVG icons by librsvg's loader.
  libxml2-utils librsvg2-common
  # glib-networking is TLS itself; without the schemas GTK does not start.
  gsettings-desktop-schemas glib-networking ca-certificates adwaita-icon-theme fonts-dejavu-core
)

# A desktop without a screen, a keyring, and the validators.
# shellcheck disable=SC2034
TEST_PACKAGES=(
  xvfb xauth openbox x11-utils xdotool imagemagick dunst procps iproute2
  dbus dbus-daemon dbus-bin at-spi2-core gnome-keyring
  xfce4-panel xfce4-notifyd xfconf
  python3 python3-gi gir1.2-atspi-2.0 gir1.2-json-1.0 gir1.2-gtk-4.0 gir1.2-adw-1
  openssl shellcheck poppler-utils locales
)

# libFuzzer and its sanitizers come with clang.
# shellcheck disable=SC2034
FUZZ_PACKAGES=(clang libclang-rt-dev)
ANALYSIS_PACKAGES=(clang-tidy)

RUN_PACKAGES_FEDORA="gcc meson ninja-build pkgconf-pkg-config gettext desktop-file-utils gtk4-devel \
libadwaita-devel libsoup3-devel json-glib-devel libnotify-devel libsecret-devel sqlite-devel cairo-devel gstreamer1-devel \
gstreamer1-plugins-base gstreamer1-plugins-good libxml2 appstream \
gsettings-desktop-schemas glib-networking adwaita-icon-theme"
TEST_PACKAGES_FEDORA="xorg-x11-server-Xvfb xauth openbox xprop xdotool ImageMagick dunst procps-ng iproute dbus-daemon \
dbus-tools at-spi2-core gnome-keyring libsecret \
xfce4-panel xfce4-notifyd xfconf python3-gobject openssl poppler-utils glibc-locale-source ShellCheck nodejs npm clang clang-tools-extra compiler-rt"
RUN_PACKAGES_ARCH="base-devel meson gettext desktop-file-utils gtk4 libadwaita libsoup3 json-glib libnotify \
libsecret sqlite cairo gstreamer gst-plugins-base gst-plugins-good libxml2 appstream gsettings-desktop-schemas glib-networking adwaita-icon-theme librsvg"
TEST_PACKAGES_ARCH="xorg-server-xvfb xorg-xauth openbox xorg-xprop xdotool imagemagick dunst procps-ng iproute2 dbus \
at-spi2-core gnome-keyring \
xfce4-panel xfce4-notifyd xfconf python-gobject openssl poppler shellcheck nodejs npm clang compiler-rt"

say ()
{
  printf '%s: %s\n' "${0##*/}" "$*" >&2
}

fail ()
{
  say "$*"
  exit 1
}

# version_at_least HAVE WANT, of numbers with dots.
version_at_least ()
{
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# Says what to do by hand where this script cannot install. $1: test, or anything else.
explain_other_systems ()
{
  local fedora=$RUN_PACKAGES_FEDORA arch=$RUN_PACKAGES_ARCH
  if [ "$1" = test ]; then
    fedora="$fedora $TEST_PACKAGES_FEDORA"
    arch="$arch $TEST_PACKAGES_ARCH"
  fi
  cat >&2 <<END
${0##*/}: packages are installed here only on Debian 12 or newer and Ubuntu 24.04 or newer.
Elsewhere install these yourself, then call it again with --no-install:
  Fedora: dnf install $fedora
  Arch:   pacman -S --needed $arch
END
}

# Succeeds where apt has what is needed: Debian 12, Ubuntu 24.04, or what is made of them.
is_known_system ()
{
  command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 1
  local ID='' ID_LIKE='' VERSION_ID=''
  # shellcheck source=/dev/null
  [ ! -r /etc/os-release ] || . /etc/os-release
  case $ID in
    debian) version_at_least "${VERSION_ID:-99}" 12 ;; # testing and unstable have no number
    ubuntu) version_at_least "${VERSION_ID:-0}" 24.04 ;;
    *) case " $ID_LIKE " in *' debian '* | *' ubuntu '*) true ;; *) false ;; esac ;;
  esac
}

# Prints those of the named packages that are not installed.
missing_packages ()
{
  local name
  for name; do
    case " $(dpkg-query -W -f '${db:Status-Status} ' "$name" 2>/dev/null) " in
      *' installed '*) ;;
      *) echo "$name" ;;
    esac
  done
}

# ensure_packages KIND NAME...: KIND (run or test) only chooses what is said elsewhere.
ensure_packages ()
{
  local kind=$1 missing as_root=()
  shift
  if ! is_known_system; then
    explain_other_systems "$kind"
    exit 1
  fi
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "there is no sudo here; as root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
  say "installing ${missing[*]}"
  "${as_root[@]}" update </dev/null >&2 || say "the package lists could not be renewed; trying with those that are here"
  "${as_root[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >&2 ||
    fail "apt-get could not install ${missing[*]}"
}

# setup_build FOLDER OPTION...: configures the folder unless it is, with these options.
# shellcheck disable=SC2154 # top is the caller's: the folder of the sources
setup_build ()
{
  local folder=$1 wanted
  shift
  wanted=$(printf '%s\n' "$@")
  if [ -f "$folder/build.ninja" ] && [ "$(cat "$folder/shopbell-options" 2>/dev/null)" = "$wanted" ]; then
    return 0
  fi
  if [ -f "$folder/build.ninja" ]; then
    set -- --wipe "$@"
  fi
  meson setup "$@" "$folder" "$top" >&2 || return 1
  printf '%s\n' "$wanted" >"$folder/shopbell-options"
}
