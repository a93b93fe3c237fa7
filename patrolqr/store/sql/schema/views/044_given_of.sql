-- grain: one row per call: how much of what a tasking asked for was given, never more than that; and what was done beyond it
CREATE OR REPLACE MACRO given_of(done, asked) AS least(coalesce(done, 0), asked)::BIGINT;
CREATE OR REPLACE MACRO beyond(done, asked) AS greatest(coalesce(done, 0) - asked, 0)::BIGINT;
