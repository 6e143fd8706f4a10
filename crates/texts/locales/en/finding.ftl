# Findings
list-comma = {", "}
list-semicolon = {"; "}
figure-comma = {", "}
quoted = “{ $text }”
finding-clause = Source: notice, { $clauses }
finding-clause-none = The notice is silent; set by the campaign office
finding-cell = { $column } in row { $row } of { $table }
finding-some-rule = A condition of the rulebook
finding-some-field = A field of the form
finding-some-option = an option no longer in use
finding-some-honour = an honour in the register
finding-some-body = the joint body
finding-some-opinion = An opinion that is asked for
finding-some-procedure = A step that is asked for
finding-joint-opinion = Opinion of { $body }

# Single answers: what is wrong
wrong-missing = { $field } is empty
wrong-too-long = { $field } is too long
wrong-too-short = { $field } is too short
wrong-forbidden = { $field } has a character that cannot be used
wrong-not-a-date = { $field } is not a date
wrong-not-a-month = { $field } is not a month
wrong-date-out-of-range = { $field } is out of range
wrong-not-a-name = { $field } has characters that no name has
wrong-not-an-option = { $field } is not one of the options
wrong-not-a-number = { $field } is not a whole number
wrong-number-out-of-range = { $field } is out of range
wrong-not-a-phone = { $field } is not a phone number
wrong-not-an-email = { $field } is not an e-mail address
wrong-identity-length = The number of { $field } has the wrong length
wrong-identity-characters = The number of { $field } has characters that do not belong there
wrong-identity-birth-date = Characters 7 to 14 of the number of { $field } are no date of birth
wrong-identity-checksum = The last character of the number of { $field } does not fit the others
wrong-birth-date-differs = { $field } differs from the date in the identity card number
wrong-not-declared = { $field } is not confirmed
wrong-too-few-rows = { $field } has too few rows
wrong-too-many-rows = { $field } has too many rows
wrong-unknown-field = There is an answer to a field that the form does not have

# Single answers: figures
figure-typed = Entered: “{ $found }”
figure-too-long =
    { $found ->
        [one] 1 character
       *[other] { $found } characters
    }, at most { $bound }
figure-too-short =
    { $found ->
        [one] 1 character
       *[other] { $found } characters
    }, at least { $bound }
figure-too-few-rows =
    { $found ->
        [one] 1 row
       *[other] { $found } rows
    }, at least { $bound }
figure-too-many-rows =
    { $found ->
        [one] 1 row
       *[other] { $found } rows
    }, at most { $bound }
figure-character = Character { $character }
figure-identity-length =
    { $found ->
        [one] 1 character
       *[other] { $found } characters
    }; a resident identity card has 18, other documents 4 to 30
bounds-both = it must be between { $least } and { $most }
bounds-least = it must be at least { $least }
bounds-most = it must be at most { $most }

# Single answers: the way out
mend-missing = Fill in { $field }
mend-missing-choice = Choose { $field }
mend-missing-declaration = Read { $field } and tick to confirm
mend-missing-rows = Fill in at least one row of { $field }
mend-too-long =
    Take out { $n ->
        [one] 1 character
       *[other] { $n } characters
    }; at most { $bound }
mend-too-short =
    Write { $n ->
        [one] 1 more character
       *[other] { $n } more characters
    }; at least { $bound }
mend-forbidden = Take out the character { $character } (it may be invisible), or clear the field and type it again
mend-not-a-date = Enter year, month and day, for example 27 March 1978
mend-not-a-month = Enter year and month, for example 2006-07; write “present” for what still goes on
mend-date-out-of-range = Enter a date between 1 January 1900 and today
mend-not-a-name = Enter the name as in the document; put “·” between the parts of a minority name
mend-not-an-option = Choose one of the options
mend-not-a-number = Enter a whole number in digits, without a unit
mend-number-out-of-range = Check the number: { $bounds }
mend-not-a-phone = Enter a phone number of 7 to 15 digits; “+” and “-” are allowed
mend-not-an-email = Enter the whole address, for example name@example.org
mend-identity-length = Check document and number: 18 characters for a resident identity card, 4 to 30 for others
mend-identity-characters = Check the number: a resident identity card has digits only, the last may be X; others have letters, digits, brackets, “-” and “/”
mend-identity-birth-date = Check the date of birth in characters 7 to 14
mend-identity-checksum = Check the number character by character; the last follows from the first 17
mend-birth-date-differs = Check the date of birth, and characters 7 to 14 of the identity card number
mend-not-declared = Read it and tick to confirm
mend-too-few-rows =
    Add { $n ->
        [one] 1 row
       *[other] { $n } rows
    }; at least { $bound }
mend-too-many-rows =
    Remove { $n ->
        [one] 1 row
       *[other] { $n } rows
    }; at most { $bound }
mend-unknown-field = Remove what the form does not ask for

# Rules: figures
answer-yes = Yes
answer-no = No
answer-none = not filled in
answer-not-concerned = does not apply
figure-answer = { $field }: { $answer }
figure-rank-below = must be below { $limit }
figure-honours-none = none in the form, none in the register
figure-honours-named = in the form: { $names }
figure-honours-registered = in the register: { $names }
figure-age =
    { $age ->
        [one] 1 year old
       *[other] { $age } years old
    } on { $day }
figure-age-unknown = age on { $day } unknown
figure-age-both = must be { $least } to { $most }
figure-age-least = must be at least { $least }
figure-age-most = must be at most { $most }
figure-born-since = must be born on { $day } or later
figure-choice-allowed = must be { $names }
figure-choice-refused = may not be { $names }
figure-members =
    { $found ->
        [one] 1 member
       *[other] { $found } members
    }, must be { $least } to { $most }
figure-members-exactly =
    { $found ->
        [one] 1 member
       *[other] { $found } members
    }, must be { $most }
figure-once-nowhere = no other nomination found
figure-once-here = nominated once more by this unit
figure-once-elsewhere = also nominated by another unit
figure-recorded = recorded
figure-not-recorded = not recorded
figure-list-empty = nobody is on the list yet
figure-share = { $what }: { $part } ({ $percent })
figure-share-least = must be at least { $share }
figure-share-most = must be at most { $share }
figure-share-rounded = { $bound } ({ $rounding }: { $n })
figure-share-asleep = not asked of lists of fewer than { $smallest }
rounding-down = rounded down
rounding-up = rounded up
rounding-nearest = rounded to the nearest
attribute-some = those that count
attribute-younger = younger than { $years }
attribute-up-to = { $years } or younger
attribute-flag = “{ $field }” answered yes
attribute-chosen = “{ $field }” is { $names }

# Quota
quota-kept = The nominees are within the quota
quota-exceeded = There are more nominees than the quota allows
quota-reached = There are as many nominees as asked for
quota-short = There are fewer nominees than asked for
cap-kept = The channel as a whole is within its limit
cap-exceeded = The channel as a whole exceeds its limit
cap-reached = The channel as a whole has its number
cap-short = The channel as a whole is below its number
figure-cap = { $used } in the whole channel, { $allowed } at most
figure-cap-own = { $own } of them from this unit, { $others } handed in by others
figure-cap-wanted = { $used } in the whole channel, { $allowed } asked for
figure-quota-exactly =
    { $used ->
        [one] 1 nominee
       *[other] { $used } nominees
    }, fixed quota { $allowed }
figure-quota-at-most =
    { $used ->
        [one] 1 nominee
       *[other] { $used } nominees
    }, at most { $allowed }
figure-quota-at-least =
    { $used ->
        [one] 1 nominee
       *[other] { $used } nominees
    }, at least { $allowed }
figure-quota-extra = { $extra } of them granted beyond the quota

# Secrecy declaration
secrecy-declared = The secrecy declaration is made
secrecy-not-declared = The secrecy declaration is not made yet

# Materials: what is wrong
list-or = {" or "}
finding-some-material = A material that the rulebook no longer has
material-thing = { $material } “{ $file }”
pieces-photo =
    { $n ->
        [one] 1 picture
       *[other] { $n } pictures
    }
pieces-video =
    { $n ->
        [one] 1 video
       *[other] { $n } videos
    }
pieces-document =
    { $n ->
        [one] 1 document
       *[other] { $n } documents
    }
pieces-other =
    { $n ->
        [one] 1 item
       *[other] { $n } items
    }
pieces-photo-span = { $least } to { $most } pictures
pieces-video-span = { $least } to { $most } videos
pieces-document-span = { $least } to { $most } documents
pieces-other-span = { $least } to { $most } items
pieces-at-least = at least { $pieces }
pieces-any = any number
content-unknown = content that is not recognised
material-count-kept = { $material }: the number is right
material-none = { $material }: nothing uploaded yet
material-too-few = { $material }: too few
material-too-many = { $material }: too many
material-not-asked = { $thing } need not be handed in here
material-not-a-format = { $thing } has the wrong format
material-too-small = { $thing } is too small a file
material-too-large = { $thing } is too large a file
material-few-pixels = { $thing } has too few pixels
material-other-proportion = { $thing } has other proportions than asked for
material-other-frame = { $thing } has another frame than asked for
material-too-long = { $thing } plays too long
material-no-frame = The frame of { $thing } cannot be read
material-no-duration = The playing time of { $thing } cannot be read
material-not-named = { $thing } is not named by name and number
material-other-name = { $thing } bears another person’s name
material-same-number = { $thing } has the number of another file
material-same-content = { $thing } has the content of another file
material-bad-link = The address of { $thing } cannot be used
material-no-links = { $thing }: files are taken, addresses are not
material-space = All materials together are too large
flaw-unrecognised = { $thing } is no file of a known kind
flaw-truncated = { $thing } is cut off
flaw-empty = { $thing } is empty
flaw-too-many-pixels = { $thing } has too many pixels
flaw-too-large = { $thing } is larger than can be checked
flaw-unreadable = { $thing } cannot be read
flaw-active-content = { $thing } holds something that can run
flaw-macros = { $thing } holds macros
flaw-external-links = { $thing } draws on something outside the file
flaw-polyglot = { $thing } carries a file of another kind
flaw-unsupported-colour = The colours of { $thing } may look wrong on some devices
flaw-zero-duration = { $thing } has nothing to play
flaw-encrypted = { $thing } is locked with a password
flaw-bomb = { $thing } unpacks to an absurd size
flaw-nested = { $thing } holds an archive within an archive
flaw-unsafe-names = { $thing } holds names that are unsafe or stand twice
flaw-index-missing = { $thing } was not finished or not saved properly
flaw-picture-missing = { $thing } has sound and no picture

# Materials: figures
figure-material-count = { $pieces }, asked for: { $wanted }
figure-material-count-open = { $pieces }, { $wanted }
figure-material-bytes = { $megabytes } MB ({ $bytes } bytes)
figure-material-at-least = must be at least { $bound }
figure-material-at-most = must be at most { $bound }
figure-material-format = content is { $found }, must be { $allowed }
figure-material-frame = shown as { $found }, must be { $allowed }
figure-material-frame-turned = shown as { $found } after a turn of { $degrees } degrees, must be { $allowed }
figure-material-pixels = { $found }, must be at least { $bound }
figure-material-proportion = { $found }, width to height must be { $wanted }
figure-material-duration = { $found } s, must be at most { $bound } s
figure-material-tolerance = { $tolerance } s more are allowed
figure-material-name = the file name says “{ $found }”, must be “{ $wanted }”
figure-material-number = number { $number }, as “{ $other }”
figure-material-other = same as “{ $other }”, counts once
figure-link-long = { $found } characters, at most { $bound }
figure-link-malformed = it has spaces or invisible characters, or is not a whole address
figure-link-other-scheme = it does not begin with http:// or https://
figure-link-user-info = it holds a user name or password
figure-link-private-host = “{ $host }” opens inside one network only

# Materials: the way out
mend-material-add = Upload { $pieces } more
mend-material-remove = Remove { $pieces }
mend-material-not-asked = You may remove it; it does not stand in the way
mend-material-format = Convert it to { $allowed } and upload it again; a new file name does not change the format
mend-material-small-photo = { $n } bytes are missing: use the original picture, not one that a chat program made smaller, and do not enlarge it
mend-material-small-video = { $n } bytes are missing: use the original video, not one that a chat program made smaller
mend-material-small-file = { $n } bytes are missing: check that it is the whole original file
mend-material-large = { $n } bytes too many: lower the quality or shorten it, then upload it again
mend-material-pixels = Use the original picture, not one that a chat program made smaller, and do not enlarge it
mend-material-proportion = Crop it to { $wanted }; it does not stand in the way
mend-material-frame = Export it as { $allowed }; if it was filmed so and turned afterwards, turn it back in a video program first
mend-material-frame-still = Crop it to { $allowed } without stretching
mend-material-duration = Take out { $n } s and upload it again
mend-material-measure = Open it in a common program, save it as { $allowed } and upload it again
mend-material-rename = Name it like “{ $name }1”; it may stay as it is, exports give every file its name
mend-material-other-name = Check that it belongs to this nominee; if so, name it like “{ $name }1” and upload it again
mend-material-number = Choose another number; it may stay as it is, exports number the files
mend-material-same = Remove one of them, or put another file in its place
mend-material-no-links = Upload a file instead
mend-material-space = { $n } bytes too many: remove files that are not asked for, or choose smaller ones
mend-link-long = Use a shorter address
mend-link-malformed = Copy the whole address from your browser
mend-link-other-scheme = Enter an address that begins with https:// or http://
mend-link-user-info = Take out user name and password before “@”; use an address that opens without signing in
mend-link-private-host = Use an address that opens from anywhere
mend-flaw-unrecognised = Save it again as { $allowed } and upload it
mend-flaw-truncated = Copy the whole file from the device again and upload it
mend-flaw-empty = Choose a file with content and upload it
mend-flaw-too-many-pixels = Make the picture smaller and upload it again
mend-flaw-too-large = Choose a smaller file
mend-flaw-unreadable = Check that it opens, save it as a new file and upload that
mend-flaw-active-content = Take out scripts and embedded objects, save it and upload it again
mend-flaw-macros = Save it without macros and upload it again
mend-flaw-external-links = Put what it draws on into the file, break the links, save it and upload it again
mend-flaw-polyglot = Open it in a common program, save it as a new file and upload that
mend-flaw-unsupported-colour = Convert it to 8-bit RGB; it may stay as it is
mend-flaw-zero-duration = Check that the video plays, export it again and upload it
mend-flaw-encrypted = Take off the password and upload it again
mend-flaw-bomb = Open it in a common program, save it as a new file and upload that
mend-flaw-nested = Unpack what is inside, pack it again and upload it
mend-flaw-unsafe-names = Rename the files in it, pack it again and upload it
mend-flaw-index-missing = Export the video again and upload it
mend-flaw-picture-missing = See whether it is the right file, and upload the video

# Materials: what is asked for
demand-formats = { $formats } format
demand-size-at-least = at least { $n } MB each
demand-size-at-most = at most { $n } MB each
demand-frames = frame { $frames }
demand-pixels = at least { $bound } pixels
demand-proportion = width to height { $wanted }
demand-background = background: { $background }
demand-duration = at most { $n } s each
demand-named = named by name and number
demand-links = an address will do as well

# Rules: the way out
mend-fill = Fill in { $fields }
mend-check-must = Check { $fields }; if it is right, this nominee cannot be recommended
mend-check-in-principle = Check { $fields }; if it is right, write a waiver
mend-check-advice = Check { $fields }; if it is right, it does not stand in the way
mend-or-waive = { $mend }; where there is a good reason, write a waiver
mend-members-add = Add { $n }
mend-members-remove = Remove { $n }
mend-once-here = Withdraw one of the two nominations
mend-once-elsewhere = Check the document number and the nominee; if both are right, ask the campaign office
mend-record = Record { $thing } when it is done
mend-share-open = Fill in { $field } for everybody on the list
mend-share-least = Change the list: of { $whole }, at least { $n } must be { $what }
mend-share-most = Change the list: of { $whole }, at most { $n } may be { $what }
mend-quota = Remove { $n }
mend-cap = Remove { $n }, or settle with the collector which units hand in
mend-cap-office = Settle with the collector which { $n } to leave out
mend-cap-short = { $n } missing; ask the collector
mend-quota-short = Add { $n }, or write a waiver that says why there are fewer
mend-secrecy = Finish the secrecy check, read the declaration and tick to confirm
