CREATE INDEX unit_by_name ON unit (campaign_id, name);

CREATE INDEX nomination_of_unit ON nomination (campaign_id, unit_id, state, id) WHERE handed_in_at IS NOT NULL;

CREATE INDEX nomination_state_number ON nomination (campaign_id, state, number, id) WHERE handed_in_at IS NOT NULL;

CREATE INDEX nomination_name ON nomination (campaign_id, name, id) WHERE handed_in_at IS NOT NULL;

CREATE INDEX nomination_state_name ON nomination (campaign_id, state, name, id) WHERE handed_in_at IS NOT NULL;

CREATE INDEX nomination_due ON nomination (campaign_id, COALESCE(due_at, 9223372036854775807), id)
  WHERE handed_in_at IS NOT NULL;

CREATE INDEX nomination_state_due ON nomination (campaign_id, state, COALESCE(due_at, 9223372036854775807), id)
  WHERE handed_in_at IS NOT NULL;

CREATE INDEX nomination_findings ON nomination (campaign_id,
  (CAST('0' || RTRIM(RTRIM(RTRIM(RTRIM(findings, '0123456789'), ' '), '0123456789'), ' ') AS BIGINT)
    * 1000000 + CAST('0' || SUBSTR(RTRIM(RTRIM(findings, '0123456789'), ' '),
    LENGTH(RTRIM(RTRIM(RTRIM(findings, '0123456789'), ' '), '0123456789')) + 1) AS BIGINT) * 1000
    + CAST('0' || SUBSTR(findings, LENGTH(RTRIM(findings, '0123456789')) + 1) AS BIGINT)), id)
  WHERE handed_in_at IS NOT NULL;

CREATE INDEX nomination_state_findings ON nomination (campaign_id, state,
  (CAST('0' || RTRIM(RTRIM(RTRIM(RTRIM(findings, '0123456789'), ' '), '0123456789'), ' ') AS BIGINT)
    * 1000000 + CAST('0' || SUBSTR(RTRIM(RTRIM(findings, '0123456789'), ' '),
    LENGTH(RTRIM(RTRIM(RTRIM(findings, '0123456789'), ' '), '0123456789')) + 1) AS BIGINT) * 1000
    + CAST('0' || SUBSTR(findings, LENGTH(RTRIM(findings, '0123456789')) + 1) AS BIGINT)), id)
  WHERE handed_in_at IS NOT NULL;

CREATE INDEX waiver_order ON waiver (campaign_id, written_at, subject, rule);
