-- The roles of a deployment, and its database, where they are missing. The owner makes the tables, and databases for the tests, since
-- every test makes its own; it is no superuser.
-- What worker and auditor may do in a database is said by infra/administrator.sql, which is run here, and infra/grants.sql.
\set password `printf %s "$ENROLLMENT_SERVERS_PASSWORD"`
SELECT format('CREATE ROLE %I LOGIN %s PASSWORD %L', role, rights, :'password')
FROM (VALUES ('enrollment', 'CREATEDB'), ('enrollment_worker', ''), ('enrollment_auditor', '')) AS wanted (role, rights)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec
SELECT 'CREATE DATABASE enrollment OWNER enrollment' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'enrollment') \gexec
-- Nobody has business in the server's own databases but the owner, who copies and drops databases of tests from there.
REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE postgres TO enrollment;
\connect enrollment
\ir ../administrator.sql
