-- The roles of a deployment. The owner makes the tables, and databases for the tests, since every test makes its own; it is no superuser.
-- What worker and auditor may do in a database is said by infra/grants.sql.
\set password `printf %s "$ENROLLMENT_SERVERS_PASSWORD"`
CREATE ROLE enrollment LOGIN CREATEDB PASSWORD :'password';
CREATE ROLE enrollment_worker LOGIN PASSWORD :'password';
CREATE ROLE enrollment_auditor LOGIN PASSWORD :'password';
CREATE DATABASE enrollment OWNER enrollment;
