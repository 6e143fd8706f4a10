CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE turn_row (name TEXT PRIMARY KEY, turn BIGINT NOT NULL, head TEXT NOT NULL);

CREATE TABLE event (
  id TEXT PRIMARY KEY,
  position BIGINT UNIQUE,
  turn_row TEXT NOT NULL,
  turn BIGINT NOT NULL,
  at BIGINT NOT NULL,
  campaign TEXT,
  what TEXT NOT NULL,
  subject TEXT NOT NULL,
  canonical TEXT NOT NULL,
  UNIQUE (turn_row, turn)
);
CREATE INDEX event_unplaced ON event (id) WHERE position IS NULL;
CREATE INDEX event_subject ON event (subject, at);
CREATE INDEX event_campaign ON event (campaign, position);

CREATE TABLE log_head (
  id BIGINT PRIMARY KEY,
  size BIGINT NOT NULL,
  frontier TEXT NOT NULL,
  note TEXT NOT NULL,
  public_key TEXT NOT NULL DEFAULT ''
);

CREATE TABLE campaign (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE rulebook_version (
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  version BIGINT NOT NULL,
  text TEXT NOT NULL,
  outline TEXT NOT NULL,
  hash TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  confirmed_by TEXT,
  confirmed_at BIGINT,
  PRIMARY KEY (campaign_id, version)
);

CREATE TABLE unit (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  ordinal BIGINT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  own_quota BIGINT,
  extra BIGINT NOT NULL,
  started_at BIGINT,
  created_at BIGINT NOT NULL,
  UNIQUE (campaign_id, name_key)
);

CREATE TABLE extension (
  id TEXT PRIMARY KEY,
  unit_id TEXT NOT NULL REFERENCES unit (id),
  until BIGINT NOT NULL,
  reason TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  confirmed_by TEXT,
  confirmed_at BIGINT
);
CREATE INDEX extension_unit ON extension (unit_id);

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  campaign_id TEXT REFERENCES campaign (id),
  unit_id TEXT REFERENCES unit (id),
  nomination_id TEXT,
  password TEXT,
  must_change BOOLEAN NOT NULL,
  second_factor BYTEA,
  second_factor_step BIGINT NOT NULL,
  disabled_at BIGINT,
  signed_in_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX account_campaign ON account (campaign_id, role, login);
CREATE INDEX account_unit ON account (unit_id);

CREATE TABLE session (
  token TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  passed_second_factor BOOLEAN NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE access_token (
  token TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  may_write BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE attempt (name TEXT PRIMARY KEY, next_at BIGINT NOT NULL);

CREATE TABLE nomination (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  track TEXT NOT NULL,
  number TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  employer TEXT NOT NULL,
  born TEXT NOT NULL,
  person TEXT,
  name_birth TEXT,
  answers TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  findings TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  handed_in_at BIGINT,
  due_at BIGINT,
  UNIQUE (campaign_id, number)
);
CREATE INDEX nomination_unit ON nomination (unit_id, ordinal);
CREATE INDEX nomination_person ON nomination (person);
CREATE INDEX nomination_name_birth ON nomination (name_birth);
CREATE INDEX nomination_queue ON nomination (campaign_id, handed_in_at, id) WHERE handed_in_at IS NOT NULL;
CREATE INDEX nomination_state ON nomination (campaign_id, state, handed_in_at, id) WHERE handed_in_at IS NOT NULL;

CREATE TABLE nomination_member (
  nomination_id TEXT NOT NULL REFERENCES nomination (id),
  person TEXT NOT NULL,
  PRIMARY KEY (nomination_id, person)
);
CREATE INDEX nomination_member_person ON nomination_member (person);

CREATE TABLE nomination_snapshot (
  nomination_id TEXT NOT NULL REFERENCES nomination (id),
  version BIGINT NOT NULL,
  submission_id TEXT NOT NULL,
  answers TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (nomination_id, version)
);

CREATE TABLE attestation (
  id TEXT PRIMARY KEY,
  unit_id TEXT NOT NULL REFERENCES unit (id),
  subject TEXT NOT NULL,
  item TEXT NOT NULL,
  text TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  UNIQUE (subject, item)
);

CREATE TABLE waiver (
  subject TEXT NOT NULL,
  rule TEXT NOT NULL,
  unit_id TEXT NOT NULL REFERENCES unit (id),
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  reason TEXT NOT NULL,
  written_by TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (subject, rule)
);
CREATE INDEX waiver_campaign ON waiver (campaign_id, written_at);

CREATE TABLE submission (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  number TEXT NOT NULL UNIQUE,
  manifest TEXT NOT NULL,
  manifest_hash TEXT NOT NULL,
  repeat_key TEXT NOT NULL UNIQUE,
  submitted_by TEXT NOT NULL,
  submitted_at BIGINT NOT NULL
);
CREATE INDEX submission_unit ON submission (unit_id, submitted_at);

CREATE TABLE examination (
  id TEXT PRIMARY KEY,
  nomination_id TEXT NOT NULL REFERENCES nomination (id),
  verdict TEXT NOT NULL,
  note TEXT NOT NULL,
  due_at BIGINT,
  examiner TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX examination_nomination ON examination (nomination_id, at);

CREATE TABLE examination_line (
  examination_id TEXT NOT NULL REFERENCES examination (id),
  check_id TEXT NOT NULL,
  passed BOOLEAN NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (examination_id, check_id)
);

CREATE TABLE recommendation_code (
  code TEXT PRIMARY KEY,
  nomination_id TEXT NOT NULL REFERENCES nomination (id),
  issued_at BIGINT NOT NULL,
  used_at BIGINT
);

CREATE TABLE honour (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  series TEXT NOT NULL,
  label TEXT NOT NULL,
  name_birth TEXT,
  person TEXT
);
CREATE INDEX honour_person ON honour (campaign_id, person);
CREATE INDEX honour_name_birth ON honour (campaign_id, name_birth);

CREATE TABLE held_form (
  token TEXT PRIMARY KEY,
  login TEXT NOT NULL,
  path TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  held_at BIGINT NOT NULL
);

CREATE TABLE counter (
  campaign_id TEXT NOT NULL,
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, facet, value)
);

CREATE TABLE person_turn (person TEXT PRIMARY KEY, turn BIGINT NOT NULL);
