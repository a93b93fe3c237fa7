-- grain: one row: the newest content of a named text
-- key: name, serial
INSERT INTO text_templates (name, content, kept_by, kept_at, serial)
VALUES (
    $name, $content, $kept_by, $kept_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM text_templates)
);
