# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Root file systems of a Debian release, made with debootstrap from the mirror
# that apt uses here. Whoever sources this has sourced common.sh and is root.

# Prints the mirror's address.
debian_mirror ()
{
  # shellcheck disable=SC2016 # apt fills these in
  apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' | sed -n 's/^Debian //p' | head -n 1
}

# in_root ROOT COMMAND...: runs it in that root file system, with /proc and without input. It is the root of a mount
# namespace and not only of a process: in what chroot alone makes nobody may mount or make namespaces.
in_root ()
{
  local root=$1
  shift
  # shellcheck disable=SC2016 # the inner shell's
  unshare --mount --fork bash -euc '
    mount --bind "$0" "$0"
    mount -t proc proc "$0/proc"
    mount --rbind /dev "$0/dev"
    cd "$0"
    pivot_root . .
    umount -l .
    exec chroot . "$@"' "$root" env -u TMPDIR DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@" </dev/null
}

# add_packages ROOT NAME...: with what they need, without manuals.
add_packages ()
{
  local root=$1
  shift
  in_root "$root" apt-get -q update
  in_root "$root" apt-get -q install -y --no-install-recommends "$@"
  in_root "$root" apt-get -q clean
}

# make_root SUITE ROOT: the least Debian, with this machine's settings for the network.
make_root ()
{
  local suite=$1 root=$2 from
  from=$(debian_mirror)
  [ -n "$from" ] || fail "apt names no Debian mirror here"
  rm -rf "$root"
  debootstrap --variant=minbase --merged-usr "$suite" "$root" "$from"
  cat >"$root/etc/dpkg/dpkg.cfg.d/lean" <<END
path-exclude=/usr/share/doc/*
path-include=/usr/share/doc/*/copyright
path-exclude=/usr/share/man/*
force-unsafe-io
END
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  # Of settings that a package of the root has too, those stay that are here.
  printf 'DPkg::Options { "--force-confold"; };\n' >"$root/etc/apt/apt.conf.d/90keep-settings"
  # How apt is to reach the mirror, where that takes settings.
  cp -n /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/" || true
  cp /etc/resolv.conf /etc/hosts "$root/etc/" || true
}
