#!/bin/sh
# Options or a configuration file alone are for redis-server, which runs as redis and owns its working folder.
set -e

case ${1-} in
  -* | *.conf) set -- redis-server "$@" ;;
esac

if [ "$1" = redis-server ]; then
  shift
  # A container's ports are shut off by its networks; without a configuration file nothing else would set a password.
  case ${1-} in *.conf) ;; *) set -- --protected-mode no "$@" ;; esac
  set -- redis-server "$@"
  if [ "$(id -u)" = 0 ]; then
    find . ! -user redis -exec chown redis:redis {} +
    exec setpriv --reuid redis --regid redis --clear-groups -- "$@"
  fi
fi

exec "$@"
