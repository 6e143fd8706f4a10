CREATE TABLE activity_entry (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  activity TEXT NOT NULL,
  title TEXT NOT NULL,
  day TEXT NOT NULL,
  place TEXT NOT NULL,
  participants BIGINT,
  outlet TEXT NOT NULL,
  link TEXT NOT NULL,
  counted BIGINT NOT NULL,
  corrects TEXT,
  logged_by TEXT NOT NULL,
  logged_at BIGINT NOT NULL,
  removed_by TEXT,
  removed_at BIGINT
);
CREATE INDEX activity_entry_unit ON activity_entry (unit_id, day, id) WHERE removed_at IS NULL;

CREATE INDEX activity_entry_campaign ON activity_entry (campaign_id, unit_id) WHERE removed_at IS NULL;

CREATE TABLE activity_figure (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  activity TEXT NOT NULL,
  figure BIGINT NOT NULL,
  reason TEXT NOT NULL,
  overtyped_by TEXT NOT NULL,
  overtyped_at BIGINT NOT NULL,
  withdrawn_by TEXT,
  withdrawn_at BIGINT
);
CREATE UNIQUE INDEX activity_figure_item ON activity_figure (unit_id, activity) WHERE withdrawn_at IS NULL;

CREATE INDEX activity_figure_campaign ON activity_figure (campaign_id) WHERE withdrawn_at IS NULL;
