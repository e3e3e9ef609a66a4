SELECT set_config('idle_in_transaction_session_timeout', $1, true),
       set_config('search_path', $2, true),
       pg_advisory_xact_lock(hashtextextended($3, 0))
