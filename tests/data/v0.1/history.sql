-- What breakd 0.1 wrote on two days of work: every later breakd must be able to open it.
BEGIN TRANSACTION;
CREATE TABLE bout (
        day TEXT NOT NULL,
        began_at INTEGER NOT NULL, began_offset INTEGER NOT NULL,
        ended_at INTEGER NOT NULL, ended_offset INTEGER NOT NULL,
        seconds REAL NOT NULL
    );
INSERT INTO "bout" VALUES('2026-11-23',1795422600000000,3600,1795424405000000,3600,1805.0);
INSERT INTO "bout" VALUES('2026-11-23',1795424405000000,3600,1795428605000000,3600,4200.0);
INSERT INTO "bout" VALUES('2026-11-23',1795428605000000,3600,1795430405000000,3600,1800.0);
INSERT INTO "bout" VALUES('2026-11-23',1795432805000000,3600,1795433345000000,3600,540.0);
INSERT INTO "bout" VALUES('2026-11-23',1795433465000000,3600,1795433645000000,3600,180.0);
CREATE TABLE day (
        day TEXT PRIMARY KEY,
        sitting_seconds REAL NOT NULL,
        standing_seconds REAL NOT NULL,
        longest_bout_seconds REAL NOT NULL,
        bouts INTEGER NOT NULL
    );
INSERT INTO "day" VALUES('2026-11-23',8525.0,120.0,4200.0,5);
INSERT INTO "day" VALUES('2026-11-24',3605.0,0.0,3605.0,1);
CREATE TABLE engine (one INTEGER PRIMARY KEY CHECK (one = 1), snapshot TEXT NOT NULL);
INSERT INTO "engine" VALUES(1,'{"boot_id": "0f7f0f5e-6a0c-4b6e-9d0a-000000000001", "popup": [":1.42", 7], "engine": {"last": {"boot": 103850.0, "mono": 24650.0, "wall": "2026-11-24T11:34:10+01:00"}, "facts": {"source": "test", "sees_input": true, "reported": true, "locked": false, "asleep": false, "idle": false, "passive_since": null, "question": null, "pause_since": null}, "ledger": {"account": {"clock": 1705.0, "bout": 3605.0, "bout_began": "2026-11-24T10:34:05+01:00", "posture": "sitting", "absence": 0.0, "rested": false, "standing": 0.0, "upright": 0.0, "days": [{"day": "2026-11-23", "sitting": 8525.0, "standing": 120.0, "longest_bout": 4200.0, "bouts": 5}, {"day": "2026-11-24", "sitting": 3605.0, "standing": 0.0, "longest_bout": 3605.0, "bouts": 1}]}, "settled": {"clock": 0.0, "bout": 1900.0, "bout_began": "2026-11-24T10:34:05+01:00", "posture": "sitting", "absence": 0.0, "rested": false, "standing": 0.0, "upright": 0.0, "days": [{"day": "2026-11-23", "sitting": 8525.0, "standing": 120.0, "longest_bout": 4200.0, "bouts": 5}, {"day": "2026-11-24", "sitting": 1900.0, "standing": 0.0, "longest_bout": 1900.0, "bouts": 1}]}, "soft": [{"counted": "sitting", "seconds": 1705.0, "boot_end": 103850.0, "end": "2026-11-24T11:34:10+01:00", "soft": true}]}, "reminder": {"id": 7, "kind": "stretch", "by_program": true, "opened_at": "2026-11-24T11:34:05+01:00", "day": "2026-11-24", "stretch": "standing-back-extension", "reason": "Lower back, on your feet for a moment.", "rules": {"heads_up": 30.0, "wait_for_pause": 5.0, "wait_at_most": 120.0, "expires": 90.0, "snooze": [600.0, 300.0, 900.0], "max_snoozes": 2, "sound": false}, "level": 2, "stage": "shown", "firm": true, "at_once": false, "shown_at": "2026-11-24T11:34:10+01:00", "sat": 3605.0, "on_screen": true, "question": false, "details": false, "snoozes": 0, "dismissals": 0, "losses": 0, "patient_since": 103845.0, "not_before": null, "settled_at": null, "expires": null, "returns": null, "snoozed": null, "closing": null, "guide_silent": null, "session": []}, "next_id": 8, "last_start": 103850.0, "hard_limit_met": true, "paused_until": null, "paused_forever": false, "place": null, "place_day": null, "quiet": {"on": true, "reasons": [], "answer_by": null}, "pause_watched": null, "journal": {"suggested": ["chair-back-stretch", "seated-sciatic-slider", "standing-hip-flexor-stretch", "seated-knee-hug", "figure-four-seated", "walk-break", "standing-side-bend", "standing-back-extension"], "done": [{"day": "2026-11-23", "stretch": "chair-back-stretch", "at": "2026-11-23T10:00:05+01:00"}, {"day": "2026-11-23", "stretch": "standing-hip-flexor-stretch", "at": "2026-11-23T11:10:05+01:00"}, {"day": "2026-11-23", "stretch": "walk-break", "at": "2026-11-23T12:29:05+01:00"}, {"day": "2026-11-23", "stretch": "chair-back-stretch", "at": "2026-11-23T12:29:05+01:00"}, {"day": "2026-11-23", "stretch": "standing-hip-flexor-stretch", "at": "2026-11-23T12:29:05+01:00"}, {"day": "2026-11-23", "stretch": "seated-trunk-rotation", "at": "2026-11-23T12:29:05+01:00"}, {"day": "2026-11-23", "stretch": "upper-trap-stretch", "at": "2026-11-23T12:29:05+01:00"}, {"day": "2026-11-23", "stretch": "figure-four-seated", "at": "2026-11-23T12:29:05+01:00"}, {"day": "2026-11-23", "stretch": "seated-sciatic-slider", "at": "2026-11-23T12:29:05+01:00"}], "put_away": [{"stretch": "seated-knee-hug", "until": "2026-11-30T11:40:05+01:00"}], "since_long": 0, "picks": 8, "resting": [{"direction": "flexion", "until": "2026-11-24T00:00:00+01:00"}], "progress": [{"stretch": "seated-knee-hug", "level": 1, "done": 0, "days": 0, "last": null, "skipped": [], "better": 0, "worse": 1, "hurt": 1}, {"stretch": "walk-break", "level": 2, "done": 1, "days": 1, "last": "2026-11-23", "skipped": [false], "better": 0, "worse": 0, "hurt": 0}, {"stretch": "chair-back-stretch", "level": 2, "done": 2, "days": 1, "last": "2026-11-23", "skipped": [false, false], "better": 0, "worse": 0, "hurt": 0}, {"stretch": "standing-hip-flexor-stretch", "level": 2, "done": 2, "days": 1, "last": "2026-11-23", "skipped": [false, false], "better": 1, "worse": 0, "hurt": 0}, {"stretch": "seated-trunk-rotation", "level": 2, "done": 1, "days": 1, "last": "2026-11-23", "skipped": [false], "better": 0, "worse": 0, "hurt": 0}, {"stretch": "upper-trap-stretch", "level": 2, "done": 1, "days": 1, "last": "2026-11-23", "skipped": [false], "better": 0, "worse": 0, "hurt": 0}, {"stretch": "figure-four-seated", "level": 2, "done": 1, "days": 1, "last": "2026-11-23", "skipped": [false], "better": 0, "worse": 0, "hurt": 0}, {"stretch": "seated-sciatic-slider", "level": 2, "done": 1, "days": 1, "last": "2026-11-23", "skipped": [true, false], "better": 0, "worse": 0, "hurt": 0}], "logs": [{"at": "2026-11-23T11:40:05+01:00", "stretch": "seated-knee-hug", "word": "hurts"}, {"at": "2026-11-23T11:40:05+01:00", "stretch": "standing-hip-flexor-stretch", "word": "better"}, {"at": "2026-11-23T12:29:05+01:00", "stretch": "", "word": "3"}], "first_log": "2026-11-23T12:29:05+01:00", "sessions": ["2026-11-23"]}, "care": {"lock": "none", "flare_last": null, "answered": "2026-11-23", "ask": false, "card": "advice", "card_day": "2026-11-23", "gentle_day": null, "about": "", "about_session": ["walk-break", "chair-back-stretch", "standing-hip-flexor-stretch", "seated-trunk-rotation", "upper-trap-stretch", "figure-four-seated", "seated-sciatic-slider"], "about_until": null, "unsettled": "", "easiest": false, "routine_day": null, "checkup_from": null, "checkup_after": null, "checkup_told": false}, "tallies": [{"day": "2026-11-23", "outcome": "skipped", "count": 1}, {"day": "2026-11-23", "outcome": "completed", "count": 3}, {"day": "2026-11-23", "outcome": "natural", "count": 2}, {"day": "2026-11-24", "outcome": "ignored", "count": 1}]}}');
CREATE TABLE feel (
        at INTEGER NOT NULL, at_offset INTEGER NOT NULL, stretch TEXT NOT NULL, word TEXT NOT NULL
    );
INSERT INTO "feel" VALUES(1795430405000000,3600,'seated-knee-hug','hurts');
INSERT INTO "feel" VALUES(1795430405000000,3600,'standing-hip-flexor-stretch','better');
INSERT INTO "feel" VALUES(1795433345000000,3600,'','3');
CREATE TABLE natural_break (
        day TEXT NOT NULL,
        at INTEGER NOT NULL, at_offset INTEGER NOT NULL,
        reminder_id INTEGER
    );
INSERT INTO "natural_break" VALUES('2026-11-23',1795430705000000,3600,4);
INSERT INTO "natural_break" VALUES('2026-11-23',1795433945000000,3600,NULL);
CREATE TABLE posture (at INTEGER NOT NULL, at_offset INTEGER NOT NULL, posture TEXT NOT NULL);
INSERT INTO "posture" VALUES(1795433345000000,3600,'standing');
INSERT INTO "posture" VALUES(1795433465000000,3600,'sitting');
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
    , guided_seconds REAL, session TEXT NOT NULL DEFAULT '');
INSERT INTO "reminder" VALUES(1,'stretch','2026-11-23',1795424400000000,3600,'chair-back-stretch',0,1,1795424405000000,3600,1795424405000000,3600,'completed',0,1805.0,NULL,'');
INSERT INTO "reminder" VALUES(2,'stretch','2026-11-23',1795426205000000,3600,'seated-sciatic-slider',0,1,1795426205000000,3600,1795426205000000,3600,'skipped',0,1800.0,NULL,'');
INSERT INTO "reminder" VALUES(3,'stretch','2026-11-23',1795428005000000,3600,'standing-hip-flexor-stretch',1,1,1795428005000000,3600,1795428605000000,3600,'completed',1,4200.0,NULL,'');
INSERT INTO "reminder" VALUES(4,'stretch','2026-11-23',1795430405000000,3600,'figure-four-seated',0,1,1795430405000000,3600,1795430705000000,3600,'natural',0,1800.0,NULL,'');
INSERT INTO "reminder" VALUES(5,'stretch','2026-11-23',1795432805000000,3600,'',0,0,NULL,NULL,1795433345000000,3600,'completed',0,0.0,NULL,'walk-break chair-back-stretch standing-hip-flexor-stretch seated-trunk-rotation upper-trap-stretch figure-four-seated seated-sciatic-slider');
INSERT INTO "reminder" VALUES(6,'stretch','2026-11-24',1795514645000000,3600,'standing-side-bend',0,1,1795514650000000,3600,1795514745000000,3600,'ignored',0,1805.0,NULL,'');
INSERT INTO "reminder" VALUES(7,'stretch','2026-11-24',1795516445000000,3600,'standing-back-extension',1,1,1795516450000000,3600,NULL,NULL,NULL,0,3605.0,NULL,'');
CREATE TABLE session (
        day TEXT NOT NULL,
        at INTEGER NOT NULL, at_offset INTEGER NOT NULL,
        -- ids, parted by spaces
        stretches TEXT NOT NULL,
        seconds REAL
    );
INSERT INTO "session" VALUES('2026-11-23',1795433345000000,3600,'walk-break chair-back-stretch standing-hip-flexor-stretch seated-trunk-rotation upper-trap-stretch figure-four-seated seated-sciatic-slider',NULL);
CREATE INDEX reminder_day ON reminder (day);
CREATE INDEX natural_break_day ON natural_break (day);
CREATE INDEX bout_day ON bout (day);
CREATE INDEX session_day ON session (day);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('reminder',7);
PRAGMA user_version = 4;
COMMIT;
