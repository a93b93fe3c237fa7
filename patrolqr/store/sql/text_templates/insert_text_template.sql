-- grain: one row: the newest content of a named text
-- key: name, kept_at
INSERT INTO text_templates (name, content, kept_by, kept_at)
VALUES ($name, $content, $kept_by, $kept_at);
