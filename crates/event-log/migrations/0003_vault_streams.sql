-- The vault opens the newest part of one stream too: it must see which stream an event is of.
GRANT SELECT (stream_id) ON log.event TO jobbro_vault;
