# Runs each file once, in the order of their names.
set -e
psql -qc 'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, at timestamptz DEFAULT now())'
for file in /migrations/*.sql; do
  name=$(basename "$file" .sql)
  if [ "$(psql -Atc "SELECT count(*) FROM migrations WHERE name = '$name'")" = 0 ]; then
    psql -q --single-transaction -v ON_ERROR_STOP=1 -f "$file" -c "INSERT INTO migrations (name) VALUES ('$name')"
    echo "applied $name"
  fi
done
