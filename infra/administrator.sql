-- Takes from every role what a session could stop the work with although it may only read, and gives it to those who work: the owner of
-- the database and enrollment_worker. Run by a superuser in the deployment's database, once, and again after an upgrade of PostgreSQL or a
-- restore:
--
--   psql -d enrollment -U postgres -f infra/administrator.sql
--
-- The roles enrollment_worker and enrollment_auditor have to exist. The rights on functions hold in this database only. Advisory locks of
-- any database fill the lock table of the whole server, so no auditor should be able to connect to another database of it.

-- Some statements wait for a lock on the table before they find that the role may not change it (CREATE RULE does), and everybody who
-- writes waits behind them. So they are refused before they begin, by the role whose rights would count.
CREATE SCHEMA IF NOT EXISTS enrollment_administrator;
CREATE OR REPLACE FUNCTION enrollment_administrator.refuse_changes() RETURNS event_trigger
LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
  IF NOT pg_has_role(current_user, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE')
    AND NOT pg_has_role(current_user, 'enrollment_worker', 'USAGE')
  THEN
    RAISE EXCEPTION 'The role % changes no tables here: only the owner does.', current_user
      USING ERRCODE = 'insufficient_privilege', DETAIL = format('%s was refused before it began.', tg_tag);
  END IF;
END
$function$;
DROP EVENT TRIGGER IF EXISTS enrollment_refuse_changes;
CREATE EVENT TRIGGER enrollment_refuse_changes ON ddl_command_start EXECUTE FUNCTION enrollment_administrator.refuse_changes();

DO $script$
DECLARE
  owner name := (SELECT r.rolname FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE d.datname = current_database());
  signature text;
  other name;
BEGIN
  -- Advisory locks stop the chain, the night, erasure and the event daemon. Large objects of another role break the owner's dump. A
  -- transaction with a number holds the event daemon back at a gap. Messages in the write-ahead log fill the disk. What PostgreSQL itself
  -- restricts is left out.
  FOR signature IN
    SELECT format('pg_catalog.%I(%s)', p.proname, pg_get_function_identity_arguments(p.oid))
    FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace
      AND (p.proname ~ '^pg_(try_)?advisory_' OR p.proname ~ '^lo_' OR p.proname IN ('loread', 'lowrite')
        OR p.proname IN ('txid_current', 'pg_current_xact_id', 'pg_logical_emit_message'))
      AND NOT EXISTS (SELECT FROM pg_init_privs i WHERE i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid AND i.privtype = 'i')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', signature);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I, enrollment_worker', signature, owner);
  END LOOP;

  -- Databases that came from before PostgreSQL 15 let everybody make tables in the schema public.
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I, enrollment_worker', current_database(), owner);
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO enrollment_auditor', current_database());

  -- The worker ends transactions of other roles that hold work back.
  GRANT pg_signal_backend TO enrollment_worker;

  -- Neither of them can a session change. Numbers that an administrator has chosen stay. A verification takes up to eight connections.
  IF (SELECT rolconnlimit FROM pg_roles WHERE rolname = 'enrollment_auditor') = -1 THEN
    ALTER ROLE enrollment_auditor CONNECTION LIMIT 20;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'enrollment_auditor' AND rolconfig::text LIKE '%temp_file_limit%') THEN
    ALTER ROLE enrollment_auditor SET temp_file_limit = '8GB';
  END IF;

  IF current_setting('max_prepared_transactions')::int > 0 THEN
    RAISE WARNING 'max_prepared_transactions is %: a prepared transaction holds work back and belongs to no session that could be '
      'ended; Enrollment needs none, set it to 0',
      current_setting('max_prepared_transactions');
  END IF;
  FOR other IN
    SELECT datname FROM pg_database
    WHERE datname <> current_database() AND datallowconn AND has_database_privilege('enrollment_auditor', oid, 'CONNECT')
  LOOP
    RAISE WARNING 'enrollment_auditor may connect to the database %, where it can take advisory locks until the server has no room '
      'for locks: REVOKE CONNECT ON DATABASE % FROM PUBLIC, or let pg_hba.conf refuse it',
      other, quote_ident(other);
  END LOOP;
END
$script$;
