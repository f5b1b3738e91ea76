-- What the role of the web server may do with CKAN's own tables; run as the owner after each
-- `ckan db upgrade`. Tables of ours (datashare_*) get their grants from our migrations, which
-- give less: evidence can be added and read, never changed.
--   psql -v web=datashare_web -f web_role.sql ADDRESS-OF-THE-OWNER
GRANT USAGE ON SCHEMA public TO :"web";

SELECT format('GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE public.%I TO %I', tablename, :'web')
FROM pg_tables
WHERE schemaname = 'public'
  AND tablename NOT LIKE ALL (ARRAY['datashare\_%', 'igtemplates\_%', 'secureexchange\_%',
                                   'subjectaccess\_%'])
  AND tablename NOT LIKE '%alembic\_version'
\gexec

SELECT format('GRANT SELECT ON TABLE public.%I TO %I', tablename, :'web')
FROM pg_tables
WHERE schemaname = 'public' AND tablename LIKE '%alembic\_version'
\gexec

SELECT format('GRANT USAGE, SELECT ON SEQUENCE public.%I TO %I', sequencename, :'web')
FROM pg_sequences
WHERE schemaname = 'public' AND sequencename NOT LIKE 'datashare\_%'
\gexec
