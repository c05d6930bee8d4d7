-- What version 1 wrote: every later breakd must be able to open it.
BEGIN TRANSACTION;
CREATE TABLE bout (
        day TEXT NOT NULL,
        began_at INTEGER NOT NULL, began_offset INTEGER NOT NULL,
        ended_at INTEGER NOT NULL, ended_offset INTEGER NOT NULL,
        seconds REAL NOT NULL
    );
INSERT INTO "bout" VALUES('2026-11-23',1795417200000000,3600,1795420800000000,3600,3540.5);
CREATE TABLE day (
        day TEXT PRIMARY KEY,
        sitting_seconds REAL NOT NULL,
        standing_seconds REAL NOT NULL,
        longest_bout_seconds REAL NOT NULL,
        bouts INTEGER NOT NULL
    );
INSERT INTO "day" VALUES('2026-11-23',7140.5,600.0,3600.0,1);
CREATE TABLE engine (one INTEGER PRIMARY KEY CHECK (one = 1), snapshot TEXT NOT NULL);
INSERT INTO "engine" VALUES(1,'{"clock": 900}');
CREATE TABLE feel (
        at INTEGER NOT NULL, at_offset INTEGER NOT NULL, stretch TEXT NOT NULL, word TEXT NOT NULL
    );
INSERT INTO "feel" VALUES(1795424580000000,3600,'figure-four-seated','better');
CREATE TABLE natural_break (
        day TEXT NOT NULL,
        at INTEGER NOT NULL, at_offset INTEGER NOT NULL,
        reminder_id INTEGER
    );
INSERT INTO "natural_break" VALUES('2026-11-23',1795421100000000,3600,NULL);
CREATE TABLE posture (at INTEGER NOT NULL, at_offset INTEGER NOT NULL, posture TEXT NOT NULL);
INSERT INTO "posture" VALUES(1795421100000000,3600,'standing');
CREATE TABLE reminder (
        -- AUTOINCREMENT: an id is never given again, whatever was erased
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        day TEXT NOT NULL,
        opened_at INTEGER NOT NULL, opened_offset INTEGER NOT NULL,
        stretch TEXT NOT NULL,
        firm INTEGER NOT NULL,
        by_program INTEGER NOT NULL,
        shown_at INTEGER, shown_offset INTEGER,
        closed_at INTEGER, closed_offset INTEGER,
        outcome TEXT,
        snoozes INTEGER NOT NULL,
        bout_seconds REAL NOT NULL
    );
INSERT INTO "reminder" VALUES(6,'stretch','2026-11-23',1795424400000000,3600,'figure-four-seated',0,1,1795424405000000,3600,1795424520000000,3600,'completed',1,1800.0);
INSERT INTO "reminder" VALUES(7,'stretch','2026-11-23',1795428000000000,3600,'seated-cat-cow',1,1,NULL,NULL,NULL,NULL,NULL,0,3600.0);
CREATE INDEX reminder_day ON reminder (day);
CREATE INDEX natural_break_day ON natural_break (day);
CREATE INDEX bout_day ON bout (day);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('reminder',7);
PRAGMA user_version = 1;
COMMIT;
