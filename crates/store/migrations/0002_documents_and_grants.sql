ALTER TABLE nomination ADD COLUMN document TEXT;

CREATE TABLE extra_quota (
  id TEXT PRIMARY KEY,
  unit_id TEXT NOT NULL REFERENCES unit (id),
  extra BIGINT NOT NULL,
  reason TEXT NOT NULL,
  granted_by TEXT NOT NULL,
  granted_at BIGINT NOT NULL
);
CREATE INDEX extra_quota_unit ON extra_quota (unit_id, granted_at);
