#!/bin/sh
# Run once by the PostgreSQL image, when its data folder is empty: the database and its two roles.
# The owner changes tables; the web role adds to the audit log and can change nothing in it.
set -eu

psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres <<'SQL'
\getenv owner_password DATASHARE_OWNER_PASSWORD
\getenv web_password DATASHARE_WEB_PASSWORD
CREATE ROLE datashare_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE datashare_web LOGIN PASSWORD :'web_password';
CREATE DATABASE datashare OWNER datashare_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE datashare FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE datashare TO datashare_web;
SQL
