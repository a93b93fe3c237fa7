-- grain: one row: a look by itself has begun, or has ended with what came of it
-- key: serial
INSERT INTO nightly_runs (day, stage, noted_at, standing, new, opened, closed, mailed, problem, serial)
VALUES (
    $day, $stage, $noted_at, $standing, $new, $opened, $closed, $mailed, $problem,
    (SELECT coalesce(max(serial), 0) + 1 FROM nightly_runs)
);
