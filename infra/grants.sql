-- What the worker and an auditor may do in a deployment's database: the worker adds events and cannot change or delete them, an auditor
-- only reads. Run by the owner of the tables, once they are made and after every `enrollctl schema apply`:
--
--   psql -d enrollment -U enrollment -f infra/grants.sql
--
-- The roles enrollment_worker and enrollment_auditor have to exist; infra/lib/application-role.sql makes them on private servers. What
-- only an administrator can give or take is in infra/administrator.sql. A worker that lacks one of these rights, or has more, is not ready
-- and says so.
BEGIN;
REVOKE ALL ON SCHEMA enrollment FROM PUBLIC;
GRANT USAGE ON SCHEMA enrollment TO enrollment_worker, enrollment_auditor;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA enrollment TO enrollment_worker;
REVOKE UPDATE, DELETE ON enrollment.mt_events FROM enrollment_worker;
REVOKE UPDATE, DELETE ON enrollment.audit_chain FROM enrollment_worker;
REVOKE DELETE ON enrollment.mt_streams FROM enrollment_worker;
-- SELECT: the event daemon reads from the sequence how far numbers were given out.
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA enrollment TO enrollment_worker;

GRANT SELECT ON ALL TABLES IN SCHEMA enrollment TO enrollment_auditor;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA enrollment TO enrollment_auditor;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA enrollment FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA enrollment TO enrollment_worker, enrollment_auditor;
COMMIT;
