ALTER TABLE access_token ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE access_token ADD COLUMN used_at BIGINT;
UPDATE access_token SET id = SUBSTR(token, 1, 32);
CREATE UNIQUE INDEX access_token_id ON access_token (id);
CREATE INDEX access_token_account ON access_token (account_id, created_at);
