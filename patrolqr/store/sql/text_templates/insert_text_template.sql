-- grain: one row: the newest content of a named text
INSERT INTO text_templates VALUES ($name, $content, $kept_at);
