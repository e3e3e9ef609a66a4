SELECT r_status, r_last FROM log.append(
  c_round => '{0}', c_request => ARRAY[$1], c_client => '{raw}', c_asker => '{350}', c_events => '{1}',
  s_command => '{1}', s_stream => ARRAY[$2], s_kind => '{tally}', s_version => ARRAY[$3::bigint],
  e_command => '{1}', e_digests => $4, e_stream => ARRAY[$2], e_version => ARRAY[$3::bigint + 1], e_kind => '{tally}',
  e_id => ARRAY[$5], e_type => ARRAY[$6], e_payload => ARRAY[$7::bytea], e_municipality => '{350}', e_origin => '{LIVE}',
  e_trigger => '{CALLER}', e_actor => '{NULL}', e_client => '{raw}', e_role => '{system}', e_behalf => '{NULL}',
  e_asker => '{350}', e_request => ARRAY[$1], e_correlation => ARRAY[$1], e_causation => '{NULL}', e_trace => '{NULL}',
  e_mac => ARRAY['mac'::bytea], e_mac_key => '{1}', e_answer => ARRAY['answer'::bytea], e_size => '{1}',
  e_sealed => '{NULL}',
  k_command => array_fill(1, ARRAY[cardinality($8::bytea[])]), k_take => array_fill(true, ARRAY[cardinality($8)]),
  k_freed => array_fill(false, ARRAY[cardinality($8)]), k_scope => array_fill('000'::text, ARRAY[cardinality($8)]),
  k_kind => array_fill('raw'::text, ARRAY[cardinality($8)]), k_key => $8,
  k_holder => array_fill('350'::text, ARRAY[cardinality($8)]), k_stream => array_fill($2, ARRAY[cardinality($8)])
)
