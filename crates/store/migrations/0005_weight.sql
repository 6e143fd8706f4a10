ALTER TABLE nomination ADD COLUMN weight BIGINT NOT NULL DEFAULT 0;

DROP INDEX nomination_of_unit;

DROP INDEX nomination_state_number;

DROP INDEX nomination_name;

DROP INDEX nomination_state_name;

DROP INDEX nomination_due;

DROP INDEX nomination_state_due;

DROP INDEX nomination_findings;

DROP INDEX nomination_state_findings;

DROP INDEX waiver_campaign;

UPDATE nomination SET weight =
  CAST('0' || RTRIM(RTRIM(RTRIM(RTRIM(findings, '0123456789'), ' '), '0123456789'), ' ') AS BIGINT) * 1000000
  + CAST('0' || SUBSTR(RTRIM(RTRIM(findings, '0123456789'), ' '),
    LENGTH(RTRIM(RTRIM(RTRIM(findings, '0123456789'), ' '), '0123456789')) + 1) AS BIGINT) * 1000
  + CAST('0' || SUBSTR(findings, LENGTH(RTRIM(findings, '0123456789')) + 1) AS BIGINT);

CREATE INDEX nomination_name ON nomination (campaign_id, name, id, state) WHERE handed_in_at IS NOT NULL;

CREATE INDEX nomination_weight ON nomination (campaign_id, weight, id, state) WHERE handed_in_at IS NOT NULL;

CREATE INDEX nomination_due ON nomination (campaign_id, COALESCE(due_at, 9223372036854775807), id, state)
  WHERE handed_in_at IS NOT NULL;
