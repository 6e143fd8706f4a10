CREATE TABLE blob (
  hash TEXT PRIMARY KEY,
  bytes BIGINT NOT NULL,
  kind TEXT NOT NULL,
  facts TEXT NOT NULL,
  stored_at BIGINT NOT NULL
);

CREATE TABLE attachment (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  nomination_id TEXT REFERENCES nomination (id),
  material TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT REFERENCES blob (hash),
  link TEXT,
  added_by TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  removed_by TEXT,
  removed_at BIGINT,
  submission_id TEXT
);
CREATE INDEX attachment_nomination ON attachment (nomination_id, ordinal, id);
CREATE INDEX attachment_unit ON attachment (unit_id);
CREATE INDEX attachment_campaign ON attachment (campaign_id);
CREATE INDEX attachment_hash ON attachment (hash);

CREATE TABLE upload (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  nomination_id TEXT REFERENCES nomination (id),
  material TEXT NOT NULL,
  file_name TEXT NOT NULL,
  length BIGINT NOT NULL,
  expected TEXT,
  received BIGINT NOT NULL,
  parts TEXT NOT NULL,
  attachment_id TEXT REFERENCES attachment (id),
  opened_by TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  touched_at BIGINT NOT NULL
);
CREATE INDEX upload_nomination ON upload (nomination_id);
CREATE INDEX upload_unit ON upload (unit_id);
CREATE INDEX upload_campaign ON upload (campaign_id);
CREATE INDEX upload_touched ON upload (touched_at);
