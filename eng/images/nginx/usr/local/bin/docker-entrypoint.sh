#!/bin/sh
# Before nginx starts: templates in /etc/nginx/templates become configuration, then the scripts of /docker-entrypoint.d run.
set -e

if [ "$1" = nginx ] || [ "$1" = nginx-debug ]; then
  for template in /etc/nginx/templates/*.template; do
    [ -f "$template" ] || continue
    # Only variables that are there: nginx has its own with a dollar sign.
    names=$(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/${\1}/p' | tr '\n' ' ')
    envsubst "$names" <"$template" >"/etc/nginx/conf.d/$(basename "$template" .template)"
  done
  for script in /docker-entrypoint.d/*.sh; do
    [ ! -x "$script" ] || "$script"
  done
fi

exec "$@"
