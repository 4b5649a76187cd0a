-- The role the worker and the tests use: no superuser, but it may make databases, since every test makes its own.
\set password `printf %s "$ENROLLMENT_SERVERS_PASSWORD"`
CREATE ROLE enrollment LOGIN CREATEDB PASSWORD :'password';
CREATE DATABASE enrollment OWNER enrollment;
