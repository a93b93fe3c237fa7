-- grain: one row per load of these kinds that came after this one and stands on it, the newest first
-- key: loaded_us
SELECT later.file_name, epoch_us(later.loaded_at) AS loaded_us
FROM loads AS later
JOIN loads AS this ON this.load_id = $load_id::UUID AND later.serial > this.serial
WHERE later.undone_at IS NULL AND list_contains($kinds, later.kind)
ORDER BY later.serial DESC;
