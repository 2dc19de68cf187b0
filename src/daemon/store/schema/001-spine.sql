-- What must survive a power cut. Times are Unix milliseconds; ids are 64 bit; states are
-- the numbers of the tables in shared/model, which therefore only grow at their ends.

CREATE TABLE epoch (
  id            BIGINT NOT NULL PRIMARY KEY, -- one per start of outdiald
  started_at_ms BIGINT NOT NULL
);

CREATE TABLE account (
  id            INTEGER PRIMARY KEY,
  name          TEXT   NOT NULL UNIQUE,
  role          INTEGER NOT NULL,
  password_hash TEXT   NOT NULL,
  created_at_ms BIGINT NOT NULL
);

CREATE TABLE session (
  token_hash    TEXT   NOT NULL PRIMARY KEY,
  account_id    BIGINT NOT NULL REFERENCES account (id),
  created_at_ms BIGINT NOT NULL,
  expires_at_ms BIGINT NOT NULL,
  sip_user      TEXT   NOT NULL UNIQUE,
  sip_ha1       TEXT   NOT NULL  -- MD5 (user:realm:password) of a random password
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE script (
  id      INTEGER PRIMARY KEY,
  name    TEXT   NOT NULL,
  folded  TEXT   NOT NULL UNIQUE,
  version BIGINT NOT NULL
);

-- Every edition that was ever saved: a call points at the one that was read out.
CREATE TABLE script_text (
  script_id BIGINT NOT NULL REFERENCES script (id),
  version   BIGINT NOT NULL,
  text      TEXT   NOT NULL,
  PRIMARY KEY (script_id, version)
);

CREATE TABLE campaign (
  id             INTEGER PRIMARY KEY,
  name           TEXT   NOT NULL,
  folded         TEXT   NOT NULL UNIQUE,
  active         INTEGER NOT NULL,
  script_id      BIGINT REFERENCES script (id),
  notes          TEXT   NOT NULL,
  caller_id      TEXT   NOT NULL,
  multiplier_x10 INTEGER NOT NULL,
  rules          INTEGER NOT NULL,
  wrap_up_ms     BIGINT NOT NULL,
  ring_limit_ms  BIGINT NOT NULL,
  version        BIGINT NOT NULL
);

CREATE TABLE campaign_status (
  campaign_id BIGINT NOT NULL REFERENCES campaign (id),
  status      TEXT   NOT NULL,
  PRIMARY KEY (campaign_id, status)
);

CREATE TABLE campaign_disposition (
  campaign_id BIGINT NOT NULL REFERENCES campaign (id),
  label       TEXT   NOT NULL,
  PRIMARY KEY (campaign_id, label)
);

CREATE TABLE agent (
  id          BIGINT  NOT NULL PRIMARY KEY REFERENCES account (id),
  state       INTEGER NOT NULL,
  campaign_id BIGINT REFERENCES campaign (id),
  wants_ready INTEGER NOT NULL -- the last state granted, restored after a restart
);

CREATE TABLE campaign_agent (
  campaign_id BIGINT NOT NULL REFERENCES campaign (id),
  agent_id    BIGINT NOT NULL REFERENCES agent (id),
  PRIMARY KEY (campaign_id, agent_id)
);

CREATE TABLE leadset (
  id          INTEGER PRIMARY KEY,
  name        TEXT   NOT NULL,
  folded      TEXT   NOT NULL UNIQUE,
  description TEXT   NOT NULL,
  campaign_id BIGINT REFERENCES campaign (id),
  active      INTEGER NOT NULL,
  version     BIGINT NOT NULL
);
CREATE INDEX leadset_campaign ON leadset (campaign_id);

CREATE TABLE lead (
  id            INTEGER PRIMARY KEY,
  leadset_id    BIGINT  NOT NULL REFERENCES leadset (id),
  phone         TEXT    NOT NULL,
  status        TEXT    NOT NULL,
  fields        TEXT,             -- JSON object, opaque here
  dial_state    INTEGER NOT NULL,
  owner_epoch   BIGINT,
  not_before_ms BIGINT,           -- when waiting-retry and interrupted end
  attempts      INTEGER NOT NULL,
  version       BIGINT  NOT NULL,
  UNIQUE (leadset_id, phone)
);
-- The next lead to claim is the first row of this index: 0 is ready.
CREATE INDEX lead_ready ON lead (leadset_id, status, id) WHERE dial_state = 0;
CREATE INDEX lead_due ON lead (not_before_ms) WHERE not_before_ms IS NOT NULL;
-- What a crash leaves behind: 1 is claimed, 2 is dialing.
CREATE INDEX lead_owned ON lead (dial_state) WHERE dial_state IN (1, 2);

-- How many leads stand how: kept with every move, so that no screen ever scans.
CREATE TABLE lead_count (
  leadset_id BIGINT  NOT NULL REFERENCES leadset (id),
  status     TEXT    NOT NULL,
  dial_state INTEGER NOT NULL,
  n          BIGINT  NOT NULL,
  PRIMARY KEY (leadset_id, status, dial_state)
);

CREATE TABLE upload_batch (
  upload     TEXT   NOT NULL,
  n          BIGINT NOT NULL,
  sha256     TEXT   NOT NULL,
  leadset_id BIGINT NOT NULL REFERENCES leadset (id),
  added      BIGINT NOT NULL,
  duplicates BIGINT NOT NULL,
  PRIMARY KEY (upload, n)
);

CREATE TABLE call (
  id             TEXT   NOT NULL PRIMARY KEY,
  epoch          BIGINT NOT NULL,
  campaign_id    BIGINT NOT NULL,
  leadset_id     BIGINT NOT NULL,
  lead_id        BIGINT NOT NULL,
  phone          TEXT   NOT NULL,
  caller_id      TEXT   NOT NULL,
  agent_id       BIGINT,
  script_id      BIGINT,
  script_version BIGINT,
  state          INTEGER NOT NULL,
  end_reason     INTEGER NOT NULL,
  sip_code       INTEGER NOT NULL,
  sip_reason     TEXT,
  queued_at_ms   BIGINT NOT NULL,
  ringing_at_ms  BIGINT,
  answered_at_ms BIGINT,
  bridged_at_ms  BIGINT,
  ended_at_ms    BIGINT,
  latency_us     BIGINT,
  disposition    TEXT,
  disposed_at_ms BIGINT
);
CREATE INDEX call_lead ON call (lead_id);
-- The abandonment ledger's windows.
CREATE INDEX call_campaign ON call (campaign_id, queued_at_ms);
CREATE INDEX call_undisposed ON call (agent_id)
  WHERE agent_id IS NOT NULL AND disposition IS NULL;
-- 1 to 4 are dialing, ringing, waiting, bridged: what a crash interrupts.
CREATE INDEX call_live ON call (state) WHERE state IN (1, 2, 3, 4);
CREATE INDEX call_latency ON call (campaign_id, queued_at_ms) WHERE latency_us IS NOT NULL;

-- One row per number in a call, across all campaigns: nobody is ever in two calls.
CREATE TABLE active_number (
  phone    TEXT NOT NULL PRIMARY KEY,
  call_id  TEXT NOT NULL,
  until_ms BIGINT -- NULL: while the call lives; else a crashed call may be up till then
);
CREATE INDEX active_number_call ON active_number (call_id);

CREATE TABLE event (
  seq         BIGINT NOT NULL PRIMARY KEY,
  at_ms       BIGINT NOT NULL,
  kind        INTEGER NOT NULL,
  campaign_id BIGINT,
  leadset_id  BIGINT,
  lead_id     BIGINT,
  agent_id    BIGINT,
  call_id     TEXT,
  word        TEXT,
  was         TEXT,
  n           BIGINT NOT NULL
);

-- Sums over the log, moved in the transaction of each event, so that they are true at
-- the log's last seq. agent_id is 0 but in activity.
CREATE TABLE counter (
  campaign_id BIGINT NOT NULL,
  leadset_id  BIGINT NOT NULL,
  agent_id    BIGINT NOT NULL,
  name        TEXT   NOT NULL,
  n           BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, leadset_id, agent_id, name)
);

-- The answer to every request that changed something, under the client's own key.
CREATE TABLE operation (
  id           TEXT   NOT NULL PRIMARY KEY,
  account_id   BIGINT NOT NULL,
  request_hash TEXT   NOT NULL,
  status       INTEGER NOT NULL,
  body         TEXT   NOT NULL,
  at_ms        BIGINT NOT NULL
);
CREATE INDEX operation_age ON operation (at_ms);
