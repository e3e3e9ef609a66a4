-- The one way into the log. Arrays in, one row for each command out, in one READ COMMITTED transaction.
--
-- Commands come in the order of their rounds. Those of one round share no stream, claim, request id or subject key,
-- so each round is handled set-wise; a later round sees what an earlier one stored. A command that cannot be stored
-- gets an answer of its own and never fails the others: the unique indexes are only the net.
--
-- What keeps it fast: the settings at the end (plpgsql keeps plans made while the tables were empty; with these they
-- are index look-ups for ever), no join of two arrays, and no subscript of an array with variable-length elements
-- (Postgres walks such an array from its start each time): those are only ever unnested.
CREATE FUNCTION log.append(
  -- One entry for each command. Mac and answer only where it has no events; else they stand on the first event.
  c_round int[], c_request uuid[], c_client text[], c_asker text[], c_events int[],
  c_mac bytea[] DEFAULT '{}', c_mac_key int[] DEFAULT '{}', c_answer bytea[] DEFAULT '{}',
  -- One entry for each stream that was loaded, with its version and that version's event: after a restore another
  -- event may stand there.
  s_command int[] DEFAULT '{}', s_stream uuid[] DEFAULT '{}', s_kind text[] DEFAULT '{}', s_version bigint[] DEFAULT '{}',
  s_last uuid[] DEFAULT '{}',
  -- One entry for each event, in the order of commands. Digests lie end to end, 32 bytes each.
  e_command int[] DEFAULT '{}', e_digests bytea DEFAULT '', e_stream uuid[] DEFAULT '{}', e_version bigint[] DEFAULT '{}',
  e_kind text[] DEFAULT '{}', e_id uuid[] DEFAULT '{}', e_type text[] DEFAULT '{}', e_payload bytea[] DEFAULT '{}',
  e_municipality text[] DEFAULT '{}', e_origin text[] DEFAULT '{}', e_trigger text[] DEFAULT '{}', e_actor uuid[] DEFAULT '{}',
  e_client text[] DEFAULT '{}', e_role text[] DEFAULT '{}', e_behalf uuid[] DEFAULT '{}', e_asker text[] DEFAULT '{}',
  e_request uuid[] DEFAULT '{}', e_correlation uuid[] DEFAULT '{}', e_causation uuid[] DEFAULT '{}', e_trace text[] DEFAULT '{}',
  e_mac bytea[] DEFAULT '{}', e_mac_key int[] DEFAULT '{}', e_answer bytea[] DEFAULT '{}', e_size int[] DEFAULT '{}',
  e_sealed bytea[] DEFAULT '{}',
  -- One entry for each claim taken (with holder and stream) or released. Freed: the same command releases it first.
  k_command int[] DEFAULT '{}', k_take boolean[] DEFAULT '{}', k_freed boolean[] DEFAULT '{}', k_scope text[] DEFAULT '{}',
  k_kind text[] DEFAULT '{}', k_key bytea[] DEFAULT '{}', k_holder text[] DEFAULT '{}', k_stream uuid[] DEFAULT '{}',
  -- One entry for each new subject key.
  y_command int[] DEFAULT '{}', y_subject uuid[] DEFAULT '{}', y_purpose int[] DEFAULT '{}', y_version int[] DEFAULT '{}',
  y_kind text[] DEFAULT '{}', y_wrapped bytea[] DEFAULT '{}', y_wrap_key int[] DEFAULT '{}',
  -- One entry for each sealed part: the event by its number in the arrays above; new: its key comes with this command.
  d_command int[] DEFAULT '{}', d_event int[] DEFAULT '{}', d_place int[] DEFAULT '{}', d_id uuid[] DEFAULT '{}',
  d_purpose int[] DEFAULT '{}', d_kind text[] DEFAULT '{}', d_subject uuid[] DEFAULT '{}', d_key_version int[] DEFAULT '{}',
  d_new boolean[] DEFAULT '{}', d_salt bytea[] DEFAULT '{}', d_nonce bytea[] DEFAULT '{}', d_ciphertext bytea[] DEFAULT '{}'
)
-- Status: 0 stored, 1 replayed, 2 conflict, 3 claimed (r_claim: number in the arrays above). r_last: the last position
-- of a command that is or was stored, the head as it was for one that decided nothing.
RETURNS TABLE (
  r_command int, r_status int, r_last bigint, r_epoch bigint,
  r_mac bytea, r_mac_key int, r_answer bytea, r_claim int, r_holder text, r_stream uuid
)
LANGUAGE plpgsql AS $$
DECLARE
  n int := cardinality(c_request);
  events int := cardinality(e_command);
  head bigint;
  link bytea;
  newest timestamptz;
  moment timestamptz;
  moment_us bytea;
  states int[] := array_fill(0, ARRAY[n]);
  lasts bigint[] := array_fill(0::bigint, ARRAY[n]);
  positions bigint[] := '{}';
  links bytea[] := '{}';
  blocks int[];
  holders text[];
  streams uuid[];
  replays boolean := false;
  empties boolean := 0 = ANY (c_events);
  i int := 1;
  first_i int;
  command int;
  hit record;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'log.append needs READ COMMITTED';
  END IF;
  IF n = 0 THEN
    RETURN;
  END IF;
  -- Held until the commit is visible to the next holder, whose next statement has a fresh snapshot.
  PERFORM pg_advisory_xact_lock(1245667186, 1);

  SELECT e.position, e.chain, e.recorded_at INTO head, link, newest FROM log.event e ORDER BY e.position DESC LIMIT 1;
  IF NOT FOUND THEN
    head := 0;
    link := decode(repeat('00', 32), 'hex');
    newest := '-infinity';
  END IF;
  moment := greatest(clock_timestamp(), newest);
  moment_us := int8send((extract(epoch FROM moment) * 1000000)::bigint);

  FOR round IN 0..c_round[n] LOOP
    -- Streams that moved, or are of another kind.
    FOR hit IN
      SELECT s.command FROM unnest(s_command, s_stream, s_kind, s_version, s_last)
        s(command, stream, kind, version, last)
      LEFT JOIN LATERAL (
        SELECT e.version, e.kind, e.event_id FROM log.event e
        WHERE e.stream_id = s.stream ORDER BY e.version DESC LIMIT 1
      ) now ON true
      WHERE c_round[s.command] = round AND (
        coalesce(now.version, 0) <> s.version OR now.kind <> s.kind OR now.event_id <> s.last)
    LOOP
      states[hit.command] := 2;
    END LOOP;

    -- Keys that someone else made meanwhile, or that were erased.
    IF cardinality(y_command) > 0 THEN
      FOR hit IN
        SELECT y.command FROM unnest(y_command, y_subject, y_purpose, y_version) y(command, subject, purpose, version)
        JOIN log.subject_key x ON x.subject_id = y.subject AND x.purpose = y.purpose AND x.version = y.version
        WHERE c_round[y.command] = round
      LOOP
        states[hit.command] := 2;
      END LOOP;
    END IF;
    IF cardinality(d_command) > 0 THEN
      FOR hit IN
        SELECT d.command FROM unnest(d_command, d_subject, d_purpose, d_key_version, d_new) d(command, subject, purpose, version, new)
        LEFT JOIN log.subject_key x ON x.subject_id = d.subject AND x.purpose = d.purpose AND x.version = d.version
        WHERE c_round[d.command] = round AND NOT d.new AND (x.subject_id IS NULL OR x.erased_at IS NOT NULL)
      LOOP
        states[hit.command] := 2;
      END LOOP;
    END IF;

    -- Claims that another stream holds. Only told where nothing moved: else it is decided again first.
    IF cardinality(k_command) > 0 THEN
      FOR hit IN
        SELECT k.command, k.number, c.holder, c.stream_id
        FROM unnest(k_command, k_take, k_freed, k_scope, k_kind, k_key, k_stream)
          WITH ORDINALITY k(command, take, freed, scope, kind, key, stream, number)
        JOIN log.claim c ON c.scope = k.scope AND c.kind = k.kind AND c.key = k.key
        WHERE c_round[k.command] = round AND k.take AND NOT k.freed AND c.stream_id <> k.stream
        ORDER BY k.number
      LOOP
        IF states[hit.command] = 0 THEN
          IF blocks IS NULL THEN
            blocks := array_fill(NULL::int, ARRAY[n]);
            holders := array_fill(NULL::text, ARRAY[n]);
            streams := array_fill(NULL::uuid, ARRAY[n]);
          END IF;
          states[hit.command] := 3;
          blocks[hit.command] := hit.number;
          holders[hit.command] := hit.holder;
          streams[hit.command] := hit.stream_id;
        END IF;
      END LOOP;
    END IF;

    -- Stored answers beat everything else.
    FOR hit IN
      SELECT c.number::int AS command FROM unnest(c_request, c_client, c_asker) WITH ORDINALITY c(request, client, asker, number)
      LEFT JOIN log.event e
        ON e.request_id = c.request AND e.client = c.client AND e.asker = c.asker AND e.body_mac IS NOT NULL
      LEFT JOIN log.answer a ON a.request_id = c.request AND a.client = c.client AND a.asker = c.asker
      WHERE c_round[c.number] = round AND (e.position IS NOT NULL OR a.request_id IS NOT NULL)
    LOOP
      states[hit.command] := 1;
      replays := true;
    END LOOP;

    -- Positions and chain, over accepted events only; the others hold a 0.
    first_i := i;
    WHILE i <= events AND c_round[e_command[i]] = round LOOP
      command := e_command[i];
      IF states[command] = 0 THEN
        head := head + 1;
        link := sha256(link || int8send(head) || int8send(e_version[i]) || moment_us || substr(e_digests, 32 * i - 31, 32));
        positions := positions || head;
        links := links || link;
        lasts[command] := head;
      ELSE
        positions := positions || 0::bigint;
        links := links || ''::bytea;
      END IF;
      i := i + 1;
    END LOOP;

    IF i > first_i THEN
      INSERT INTO log.event (
        position, stream_id, version, kind, event_id, type, payload, municipality, recorded_at, origin, trigger, actor,
        client, role, on_behalf_of, asker, request_id, correlation_id, causation_id, traceparent, body_mac, body_key,
        answer, command_size, sealed, chain)
      SELECT u.position, u.stream, u.version, u.kind, u.id, u.type, u.payload, u.municipality, moment, u.origin, u.trig,
        u.actor, u.client, u.role, u.behalf, u.asker, u.request, u.correlation, u.causation, u.trace, u.mac, u.mac_key,
        u.answer, u.size, u.sealed, u.link
      FROM unnest(
        e_command, positions, links, e_stream, e_version, e_kind, e_id, e_type, e_payload, e_municipality, e_origin,
        e_trigger, e_actor, e_client, e_role, e_behalf, e_asker, e_request, e_correlation, e_causation, e_trace, e_mac,
        e_mac_key, e_answer, e_size, e_sealed
      ) u(command, position, link, stream, version, kind, id, type, payload, municipality, origin, trig, actor, client,
          role, behalf, asker, request, correlation, causation, trace, mac, mac_key, answer, size, sealed)
      WHERE u.position > 0 AND c_round[u.command] = round;
    END IF;

    IF cardinality(k_command) > 0 THEN
      DELETE FROM log.claim c
      USING unnest(k_command, k_take, k_scope, k_kind, k_key) k(command, take, scope, kind, key)
      WHERE c_round[k.command] = round AND states[k.command] = 0 AND NOT k.take
        AND c.scope = k.scope AND c.kind = k.kind AND c.key = k.key;
      UPDATE log.claim c SET holder = k.holder
      FROM unnest(k_command, k_take, k_scope, k_kind, k_key, k_holder, k_stream) k(command, take, scope, kind, key, holder, stream)
      WHERE c_round[k.command] = round AND states[k.command] = 0 AND k.take
        AND c.scope = k.scope AND c.kind = k.kind AND c.key = k.key AND c.stream_id = k.stream AND c.holder <> k.holder;
      INSERT INTO log.claim (scope, kind, key, holder, stream_id)
      SELECT k.scope, k.kind, k.key, k.holder, k.stream
      FROM unnest(k_command, k_take, k_scope, k_kind, k_key, k_holder, k_stream) k(command, take, scope, kind, key, holder, stream)
      WHERE c_round[k.command] = round AND states[k.command] = 0 AND k.take
        AND NOT EXISTS (
          SELECT FROM log.claim c
          WHERE c.scope = k.scope AND c.kind = k.kind AND c.key = k.key AND c.stream_id = k.stream);
    END IF;

    IF cardinality(y_command) > 0 THEN
      INSERT INTO log.subject_key (subject_id, purpose, version, subject_kind, wrapped, wrap_key)
      SELECT y.subject, y.purpose, y.version, y.kind, y.wrapped, y.wrap_key
      FROM unnest(y_command, y_subject, y_purpose, y_version, y_kind, y_wrapped, y_wrap_key)
        y(command, subject, purpose, version, kind, wrapped, wrap_key)
      WHERE c_round[y.command] = round AND states[y.command] = 0;
    END IF;
    IF cardinality(d_command) > 0 THEN
      INSERT INTO log.side (
        position, place, event_id, purpose, subject_kind, subject_id, key_version, salt, nonce, ciphertext)
      SELECT positions[d.event], d.place, d.id, d.purpose, d.kind, d.subject, d.version, d.salt, d.nonce, d.ciphertext
      FROM unnest(
        d_command, d_event, d_place, d_id, d_purpose, d_kind, d_subject, d_key_version, d_salt, d_nonce, d_ciphertext
      ) d(command, event, place, id, purpose, kind, subject, version, salt, nonce, ciphertext)
      WHERE c_round[d.command] = round AND states[d.command] = 0;
    END IF;

    IF empties THEN
      INSERT INTO log.answer (request_id, client, asker, body_mac, body_key, answer, position, recorded_at)
      SELECT c.request, c.client, c.asker, c.mac, c.mac_key, c.answer, head, moment
      FROM unnest(c_request, c_client, c_asker, c_mac, c_mac_key, c_answer)
        WITH ORDINALITY c(request, client, asker, mac, mac_key, answer, number)
      WHERE c_round[c.number] = round AND states[c.number] = 0 AND c_events[c.number] = 0;
      FOR j IN 1..n LOOP
        IF c_round[j] = round AND states[j] = 0 AND c_events[j] = 0 THEN
          lasts[j] := head;
        END IF;
      END LOOP;
    END IF;
  END LOOP;

  IF replays THEN
    RETURN QUERY
    SELECT c.number::int, c.state, coalesce(e.position + e.command_size - 1, a.position, c.last), p.epoch,
      coalesce(e.body_mac, a.body_mac), coalesce(e.body_key, a.body_key), coalesce(e.answer, a.answer),
      c.block, c.holder, c.stream
    FROM unnest(c_request, c_client, c_asker, states, lasts, blocks, holders, streams)
      WITH ORDINALITY c(request, client, asker, state, last, block, holder, stream, number)
    LEFT JOIN log.event e
      ON c.state = 1 AND e.request_id = c.request AND e.client = c.client AND e.asker = c.asker AND e.body_mac IS NOT NULL
    LEFT JOIN log.answer a
      ON c.state = 1 AND a.request_id = c.request AND a.client = c.client AND a.asker = c.asker
    LEFT JOIN LATERAL (
      SELECT x.epoch FROM log.epoch x
      WHERE x.first_position <= greatest(coalesce(e.position + e.command_size - 1, a.position, c.last), 1)
      ORDER BY x.first_position DESC LIMIT 1
    ) p ON true;
  ELSE
    RETURN QUERY
    SELECT c.number::int, c.state, c.last, p.epoch, NULL::bytea, NULL::int, NULL::bytea, c.block, c.holder, c.stream
    FROM unnest(states, lasts, blocks, holders, streams) WITH ORDINALITY c(state, last, block, holder, stream, number)
    LEFT JOIN LATERAL (
      SELECT x.epoch FROM log.epoch x WHERE x.first_position <= greatest(c.last, 1)
      ORDER BY x.first_position DESC LIMIT 1
    ) p ON true;
  END IF;
END $$
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off;

REVOKE ALL ON FUNCTION log.append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.append TO jobbro_append;
