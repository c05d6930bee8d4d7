#!/bin/bash
# Makes a copy-on-write view of / and boots the machine's own systemd in it, as PID 1 of the namespaces it was started in.
# Started by systemd.py, which sets: RIG_LOWER (the root folder to boot, / for the machine's own), RIG_DIR (a folder for mounts), RIG_CGROUP (a cgroup2 folder), RIG_USER and RIG_UID
# (a user to make), RIG_SHOW (folders, one a line, that this user must be able to read at their own path).
set -eu

main() {
  if [ "${1-}" != in-cgroup ]; then
    echo 0 > "$RIG_CGROUP/cgroup.procs"
    exec unshare --cgroup bash "$0" in-cgroup
  fi
  mount --make-rprivate /
  mount -t tmpfs -o mode=0755,size=1g rig "$RIG_DIR"      # takes every write, and is gone with the namespaces
  NEW=$RIG_DIR/root
  overlay "$RIG_LOWER" root "$NEW"
  make_api_mounts
  if [ -n "$RIG_SHOW" ]; then while read -r folder; do show "$folder"; done <<< "$RIG_SHOW"; fi
  make_user
  say_what_to_boot
  boot
}

overlay() {  # lower folder, name of the layer, where
  mkdir -p "$RIG_DIR/$2.upper" "$RIG_DIR/$2.work" "$3"
  mount -t overlay "rig-$2" -o "lowerdir=$1,upperdir=$RIG_DIR/$2.upper,workdir=$RIG_DIR/$2.work" "$3"
}

make_api_mounts() {
  mount -t proc -o nosuid,nodev,noexec proc "$NEW/proc"
  # the kernel's own knobs are out of reach: systemd-sysctl and its kind skip what is read-only
  for tree in sys sysrq-trigger irq bus; do
    [ -e "$NEW/proc/$tree" ] || continue
    mount --bind "$NEW/proc/$tree" "$NEW/proc/$tree"
    mount -o remount,bind,ro,nosuid,nodev,noexec "$NEW/proc/$tree"
  done
  mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$NEW/sys"
  mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 "$NEW/sys/fs/cgroup"
  mount -t tmpfs -o nosuid,nodev,mode=0755 tmpfs "$NEW/run"
  mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs "$NEW/tmp"
  mount -t tmpfs -o nosuid,mode=0755 tmpfs "$NEW/dev"
  for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
    IFS=: read -r name major minor <<< "$device"
    mknod -m 0666 "$NEW/dev/$name" c "$major" "$minor"
  done
  mkdir "$NEW/dev/pts" "$NEW/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts "$NEW/dev/pts"
  mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs "$NEW/dev/shm"
  ln -s pts/ptmx "$NEW/dev/ptmx"
  ln -s /proc/self/fd "$NEW/dev/fd"
  for number in 0 1 2; do ln -s "fd/$number" "$NEW/dev/$(cut -d' ' -f$((number + 1)) <<< 'stdin stdout stderr')"; done
  # logind offers Suspend only where the kernel does: let it believe so
  mkdir "$NEW/run/host"
  echo breakd-tests > "$NEW/run/host/container-manager"
  printf 'freeze mem\n' > "$NEW/run/host/power-state"
  if [ -e "$NEW/sys/power/state" ]; then mount --bind "$NEW/run/host/power-state" "$NEW/sys/power/state"; fi
}

# A folder may be on a file system of its own, below the new empty /tmp, or below somebody's closed home.
show() {
  overlay "$1" "$(tr / _ <<< "$1")" "$NEW$1"
  parent=$1
  while [ "$parent" != / ]; do chmod o+rx "$NEW$parent"; parent=$(dirname "$parent"); done
}

make_user() {
  chroot "$NEW" useradd --create-home --uid "$RIG_UID" --user-group --shell /bin/bash "$RIG_USER"
  rm -rf "$NEW/var/lib/systemd/linger" "$NEW/var/log/journal"
  mkdir -p "$NEW/var/lib/systemd/linger" "$NEW/var/log/journal"
  : > "$NEW/var/lib/systemd/linger/$RIG_USER"             # the user manager starts at boot
  chmod 2755 "$NEW/var/log/journal"
  chroot "$NEW" chgrp systemd-journal /var/log/journal || :
}

say_what_to_boot() {
  units=$NEW/run/systemd/system
  mkdir -p "$units" "$NEW/run/systemd/journald.conf.d" "$NEW/run/systemd/logind.conf.d" "$NEW/etc/systemd/user"
  printf '[Journal]\nRateLimitIntervalSec=0\nSyncIntervalSec=1s\n' > "$NEW/run/systemd/journald.conf.d/rig.conf"
  printf '[Login]\nInhibitDelayMaxSec=3\nKillUserProcesses=no\nNAutoVTs=0\nReserveVT=0\n' \
    > "$NEW/run/systemd/logind.conf.d/rig.conf"
  needed="basic.target dbus.socket systemd-logind.service"
  wanted="systemd-user-sessions.service user@$RIG_UID.service"
  printf '[Unit]\nRequires=%s\nWants=%s\nAfter=%s\nAllowIsolate=yes\n' "$needed" "$wanted" "$needed $wanted" > "$units/rig.target"
  # a pretended sleep: logind tells everybody, the kernel is never asked
  mkdir "$units/systemd-suspend.service.d"
  printf '[Service]\nExecStart=\nExecStart=/bin/sleep 1\n' > "$units/systemd-suspend.service.d/rig.conf"
  for unit in systemd-sysctl.service systemd-modules-load.service kmod-static-nodes.service systemd-binfmt.service \
    proc-sys-fs-binfmt_misc.automount proc-sys-fs-binfmt_misc.mount sys-kernel-config.mount sys-kernel-debug.mount \
    sys-kernel-tracing.mount sys-fs-fuse-connections.mount dev-hugepages.mount systemd-timesyncd.service \
    systemd-random-seed.service systemd-pstore.service modprobe@.service systemd-udevd.service systemd-udev-trigger.service \
    systemd-firstboot.service e2scrub_reap.service apt-daily.timer apt-daily-upgrade.timer fstrim.timer man-db.timer \
    e2scrub_all.timer dpkg-db-backup.timer; do
    : > "$units/$unit"                                    # an empty unit file masks it
  done
  # graphical-session.target refuses a manual start; a desktop session binds to it like this
  printf '[Unit]\nBindsTo=graphical-session.target\nBefore=graphical-session.target\n' \
    > "$NEW/etc/systemd/user/rig-desktop.target"
}

boot() {
  cd "$NEW"
  mkdir run/host/old
  pivot_root . run/host/old
  umount -l /run/host/old
  rmdir /run/host/old
  # The bounding set of capabilities stays whole on purpose: with a smaller one, user units that fail on real
  # machines (ProtectClock= and its kind: 218/CAPABILITIES) would pass here.
  exec env -i container=breakd-tests LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    /lib/systemd/systemd --system --unit=rig.target --show-status=no --log-target=journal --log-level=info
}

main "$@"
