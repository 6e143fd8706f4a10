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
