# The programming interface

api-not-json = The body must be JSON (Content-Type: application/json).
api-malformed = The body is not correct JSON: line { $line }, byte { $column }.
api-unfit = The body is not as the interface describes it: { $detail }
api-too-large = The body is too large and was not taken.
api-fields-wrong = Some fields cannot be taken; nothing was saved.
api-unknown-field = The form has no such field.
api-unfit-answer = The answer does not have the field's shape.
api-unknown-part = There is no such mark of a part; ask from the beginning.
api-not-a-time = A time is written as in RFC 3339, for example 2026-05-20T18:00:00+08:00.
api-version-missing = Say which version your word is on: give as version the number you read with the dossier.
