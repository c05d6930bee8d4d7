#!/bin/bash
# Makes a root folder the / of the namespaces that it was started in, and runs a command there.
# Started by enter.py, which sets: ROOT_FOLDER, ROOT_MOUNT (an empty folder), ROOT_KEEP (yes: what is written stays in the
# root folder), ROOT_TAR (an open file: what to lay over it), ROOT_PROJECT (where the checkout is inside), ROOT_BUILD (the folder of
# the machine that is its build/ inside).
set -eu

main() {
  mount -t tmpfs -o mode=0755,size=4g root "$ROOT_MOUNT"    # takes every write, and is gone with the namespaces
  NEW=$ROOT_MOUNT/root
  mkdir "$NEW" "$ROOT_MOUNT/upper" "$ROOT_MOUNT/work"
  if [ "$ROOT_KEEP" = yes ]; then
    mount --bind "$ROOT_FOLDER" "$NEW"
  else
    mount -t overlay root -o "lowerdir=$ROOT_FOLDER,upperdir=$ROOT_MOUNT/upper,workdir=$ROOT_MOUNT/work" "$NEW"
  fi
  lay_files
  make_api_mounts
  mkdir -p "$NEW$ROOT_PROJECT/build"
  mount --bind "$ROOT_BUILD" "$NEW$ROOT_PROJECT/build"
  become_root_folder
  cd "$ROOT_PROJECT"
  tar=${ROOT_TAR##*/}
  exec {tar}<&-
  unset "${!ROOT_@}"
  # this shell stays as PID 1: it takes in the orphans, which no test's program would do
  "$@"
  exit $?
}

lay_files() {  # the checkout is replaced, but for the environment that was made for it
  mkdir -p "$NEW$ROOT_PROJECT"
  find "$NEW$ROOT_PROJECT" -mindepth 1 -maxdepth 1 ! -name .venv -exec rm -rf {} +
  tar --extract --no-same-owner --file="$ROOT_TAR" --directory="$NEW"
  find "$NEW$ROOT_PROJECT/.venv" -maxdepth 1 -name 'made*' -exec touch {} + 2>/dev/null || :
}

make_api_mounts() {
  mount -t proc -o nosuid,nodev,noexec proc "$NEW/proc"
  mount --rbind /sys "$NEW/sys"                             # with the cgroups, for a systemd that is booted inside
  mount -t tmpfs -o nosuid,nodev,mode=0755 tmpfs "$NEW/run"
  mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs "$NEW/tmp"
  mkdir -m 1777 "$NEW/run/lock" "$NEW/tmp/.X11-unix"
  mount -t tmpfs -o nosuid,mode=0755 tmpfs "$NEW/dev"
  for device in null zero full random urandom tty fuse; do
    [ -e "/dev/$device" ] || continue
    touch "$NEW/dev/$device"
    mount --bind "/dev/$device" "$NEW/dev/$device"
  done
  mkdir "$NEW/dev/pts" "$NEW/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts "$NEW/dev/pts"
  mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs "$NEW/dev/shm"
  ln -s pts/ptmx "$NEW/dev/ptmx"
  ln -s /proc/self/fd "$NEW/dev/fd"
  for number in 0 1 2; do ln -s "fd/$number" "$NEW/dev/$(cut -d' ' -f$((number + 1)) <<< 'stdin stdout stderr')"; done
}

become_root_folder() {
  mkdir "$NEW/run/old"
  cd "$NEW"
  pivot_root . run/old
  umount -l /run/old
  rmdir /run/old
}

main "$@"
