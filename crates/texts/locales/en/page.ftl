# Around every page
site-name = Linxuan
seal-mark = 遴
skip-to-main = Skip to content
other-language = 中文
sign-in = Sign in
sign-out = Sign out
frame-who = { $name } ({ $role })
demo-name = Demonstration
demo-choose = Choose a role ({ $campaign })
demo-another = { $role } { $number }
demo-administrators = Administrators of the system (of no campaign)
demo-logins-title = Demonstration: sign in with one click
demo-logins-hint = No password is asked for. All people, units and materials are invented.
nav-name = Work
nav-home = To do
nav-hand-in = Hand in
nav-activities = Activity log
nav-activity-totals = Activity totals
nav-examination = Formal examination
nav-monitoring = Progress
nav-units = Units
nav-honours = Honours
nav-record = Record
nav-notice = Notice
nav-portal = Home
nav-password = Change password
nav-tokens = Access tokens
foot-secrecy = Nothing classified may be put into this system. If it happened, tell the campaign office at once.
foot-open-source = Run on Linxuan, an open-source system.
crumbs-name = Where you are
back-home = Back to the to-do list
choose = Choose
sending = Sending…
error-prefix = {"Error: "}
errors-one = One thing to mend
errors-count =
    { $n ->
        [one] 1 thing to mend
       *[other] { $n } things to mend
    }
errors-nothing-lost = Everything you typed is still there.

# Portal and notice
portal-kicker = Recommendation and selection
portal-title = Honour campaigns
portal-lead = What each notice asks for, its stages and its deadline. Units, nominees and the campaign office sign in to work.
portal-sign-in = Sign in
portal-empty = No campaign is running.
portal-deadline = Hand in before { $deadline }
stage-no-time = no time set
stage-past = planned time is past
stage-parallel = running alongside
stage-now = running
stage-coming = to come
notice-stages = Stages
notice-outline = The notice in outline
notice-outline-own-words = In the office's own words; the notice itself decides
notice-sponsors = Sponsors
notice-channels = Channels and quotas
notice-rules = Conditions
notice-papers = Papers and materials
notice-guidance = Guidance
notice-originals =
    { $n ->
        [one] 1 paper original
       *[other] { $n } paper originals
    }
notice-no-paper = no paper copy
quota-exactly = exactly { $n }
quota-between = { $least } to { $most }
quota-at-most = at most { $n }
quota-at-least = at least { $n }

# Signing in, registering, passwords
sign-in-title = Sign in
sign-in-hint = Use the login from the campaign office. If the password is lost, ask the office.
sign-in-held = Your session had ended. What you typed is kept; go on with it after signing in.
field-login = Login
field-password = Password
field-code = One-time code
field-code-hint = Six digits; only for logins with a second factor.
register-link = Have a recommendation code? Register first
register-title = Register as a nominee
register-hint = Enter the recommendation code from your unit, and choose a login and a password.
register-button = Register
field-recommendation-code = Recommendation code
field-new-login = Login
field-new-login-hint = 3 to 60 characters: letters, digits, “.”, “-” and “_”.
field-new-password = New password
field-new-password-hint = At least 10 characters. A few unrelated words in a row are easy to remember.
field-present-password = Present password
password-title = Change password
password-first = This is the first sign-in: replace the password from the letter by your own.
password-again = Other sessions end when it is changed.
password-button = Save new password
second-factor-title = Set up the second factor
second-factor-hint = Add this key to an authenticator app, then enter the six digits it shows.
second-factor-button = Finish
tokens-title = Access tokens
tokens-what = Programs of your own look and act by access token, without your password. Only you issue and revoke your tokens; each serves for 90 days.
tokens-fresh = Your new access token
tokens-once = Copy it now, to where only your program can read it. It is not shown again; if it is lost, revoke it and issue another.
tokens-list = Tokens issued
tokens-none = There is no access token yet.
tokens-none-next = If a program is to look or act for you, issue one below.
tokens-may = For: { $scopes }
tokens-times = Issued { $issued }; last used: { $used }
tokens-never-used = not yet
tokens-until = Serves until { $expires }
tokens-expired = No longer serves
tokens-revoke = Revoke
tokens-revoke-hint = The program that uses “{ $name }” is refused from its next request on. A revoked token does not come back; you can only issue another.
tokens-revoke-button = Revoke this token
tokens-new = Issue a token
tokens-name = Name
tokens-name-hint = Which program it is for, at most 60 characters, for example “list sync”.
tokens-scopes = What it is for
tokens-scope-read = Looking only
tokens-scope-act = Looking and acting
tokens-issue-button = Issue the token
scope-read = look
scope-act = act

# Form
nomination-unnamed = Nomination without a name
steps-name = Steps of the form
step-place = Step { $n } of { $of }.
step-optional-hint = Everything not marked “optional” is needed.
step-optional = optional
step-done = done
step-open = { $n } to fill in
field-optional = (optional)
answer-not-declared = not confirmed
answer-declared = Confirmed
declaration-confirm = I have read and confirm this
date-year = Year
date-month = Month
date-day = Day
identity-document = Document
identity-number = Number
rows-cell = { $label }: { $text }
rows-number = No.
rows-act = Action
rows-add = Add a row
rows-remove = Remove
rows-removed = Row {"{n}"} removed
rows-undo = Undo
rows-full = At most {"{n}"} rows
save-and-go-on = Save and go on
save-draft = Save draft
autosave-saving = Saving…
autosave-saved = Saved automatically {"{time}"}
autosave-offline = No connection; not saved yet. It will be saved when the connection is back. Keep this page open.
autosave-stopped = Not saved. Press “Save draft” to try again.
autosave-sign-in = Your session has ended. Sign in, then save.
held-restored = This is what you typed before the session ended. It is not saved yet: check it and save.
findings-name = Findings
findings-whole-form = On the whole form
findings-forces = “Must” has to be mended before handing in; “in principle” passes with a waiver; “advice” never stands in the way.
conflict-title = { $name } saved this form at { $at }
conflict-hint = What you typed is not saved, and nothing of theirs was overwritten. Compare, enter what shall stand, and save again.
conflict-theirs = Theirs
conflict-mine = Yours
conflict-take-theirs = Drop mine and take theirs

# To do
welcome-title = To do
waiting-examination = { $n ->
    [one] One nomination waits
   *[other] { $n } nominations wait
 } for examination
waiting-examination-hint = First handed in, first in the list.
waiting-refusal = { $n ->
    [one] One proposed refusal waits
   *[other] { $n } proposed refusals wait
 } for a second person
waiting-refusal-hint = Nobody confirms their own proposal.
waiting-extension = { $n ->
    [one] One proposed extension waits
   *[other] { $n } proposed extensions wait
 } for a second person
waiting-extension-hint = Nobody confirms their own proposal.
welcome-queue = Formal examination
welcome-queue-hint = Look through what was handed in: accept, return, or propose a refusal.
welcome-monitoring = Progress
welcome-monitoring-hint = What units have handed in, waivers and extensions.
welcome-waivers = Waivers
welcome-waivers-hint = The reasons units gave for rules that bind in principle.
welcome-activity-totals = Activity totals
welcome-activity-totals-hint = See what units logged, by unit, channel and month.
welcome-units = Units
welcome-units-hint = Import units, print letters, extend deadlines, grant extra places.
welcome-honours = Register of honours
welcome-honours-hint = Import who was honoured before; nominations are checked against it.
welcome-record = Record
welcome-record-hint = Read and verify everything that was done.
welcome-second-factor = Set up a second factor
welcome-second-factor-hint = One more check at sign-in keeps the account safer.
welcome-password = Change password
welcome-password-hint = Change it from time to time, and share it with nobody.
welcome-tokens = Access tokens
welcome-tokens-hint = For programs of your own, so that none needs your password.
clock-days = days
clock-hours = hours
clock-minutes = minutes
clock-over = closed
clock-at = Hand in before { $deadline } (Beijing time)
column-number = No.
column-name = Name
column-filled = Filled in
column-findings = Findings
column-state = State
home-channel = Channel: { $channel }
home-tasks = To be done now
home-tasks-count =
    { $n ->
        [one] 1 thing
       *[other] { $n } things
    }
home-no-tasks = Nothing to be done now.
home-nominations = Nominees
home-order = In order of number
home-no-nominations = No nominees yet. Add one, then fill in the form.
home-no-findings = none
home-findings = must { $must }, in principle { $principle }
home-add = Add a nominee
home-add-track = Add a nominee ({ $track })
home-hand-in = Check and hand in
home-receipts = Receipts
home-aside = Quota, shares and deadline
home-quota = Quota
home-quota-n = { $n }
home-quota-exactly = { $used } of { $allowed } used (fixed)
home-quota-at-most = { $used } of { $allowed } used (at most)
nomination-done-nominee = When it is complete, tell your unit: it checks and hands in.
nomination-look-hint = Please check every answer.
home-quota-full = The quota is full. To name someone else, withdraw a draft first.
home-quota-hint = Drafts, nominations handed in and those returned use the quota; withdrawing frees a place.
home-shares = Composition
home-deadline = Deadline
home-deadline-hint = Nothing is taken in afterwards.
home-deadline-extended = Extended for this unit. Nothing is taken in afterwards.
home-guidance = Guidance
task-open = To do
task-activities = Keep the activity log
task-activities-detail = The activity table is counted from it, and nothing is logged yet.
task-draft = Complete the form of { $name }
task-draft-detail =
    { $n ->
        [one] 1 thing to fill in or mend
       *[other] { $n } things to fill in or mend
    }
task-returned = Correct the form of { $name }
task-returned-detail = Returned by the campaign office; correct it and hand in again
task-returned-due = Returned by the campaign office; correct it and hand in before { $due }

# One nomination
nomination-number = No. { $number }
nomination-check-hint = Check every answer; go back to a step to change it.
nomination-due = Returned for correction: change it and hand in again before { $due }.
nomination-returned = Why it was returned
nomination-done = Checked, go on to hand in
returned-reason = { $check }: { $reason }
rule-quota-short = Fewer nominees than asked for
change = Change
findings-none = No findings
history-name = What was done
opinions-title = Opinions
opinion-save = Record
opinion-missing = not recorded
opinion-recorded = recorded
waiver-title = Waiver
waiver-reason = Reason
waiver-save = Save the waiver
waivers-name = Waivers written
withdraw-button = Withdraw this nomination
withdraw-hint = It frees its place and cannot be brought back; another can be added.
withdraw-confirm = Withdraw this nomination?
code-button = Issue a code for the nominee
code-title = Recommendation code
code-once = Write it down or print it now, and give it to the nominee. It is not shown again; a lost code can be replaced.

# Handing in
hand-in-title = Check and hand in
hand-in-hint = Afterwards everything is locked until the campaign office returns it.
hand-in-errors =
    { $n ->
        [one] 1 thing to mend before handing in
       *[other] { $n } things to mend before handing in
    }
hand-in-result = Outcome of the check
hand-in-must = Must: { $n } open
hand-in-principle = In principle: { $n }
hand-in-advice = Advice: { $n }
hand-in-nominations =
    { $n ->
        [one] 1 nominee
       *[other] { $n } nominees
    }
hand-in-nothing = No nominee to hand in.
hand-in-look = Look
hand-in-steps = Procedure
hand-in-declare = Declare and hand in
hand-in-button =
    Hand in { $n ->
        [one] 1 nominee
       *[other] { $n } nominees
    }
hand-in-later = Not now
hand-in-locks = You get a receipt with its number, the exact time and the code of what came in.
step-joint = Opinion of { $body }
step-joint-hint = Write the opinion, who signed it and when, for example “Agreed, 20 March” and a name.
step-democratic-hint = Write the day of the meeting or ballot, how many took part, and the outcome.
step-unit-notice-hint = Write from when to when and where the public notice was, and whether there were objections.
step-publicity-hint = Write the day, the medium and the headline.

# Receipt
receipt-title = Receipt { $number }
receipt-good = Handed in
receipt-head = The campaign office has your nominations
receipt-number = Receipt no.
receipt-unit = Unit
receipt-at = Handed in at
receipt-nominations = Nominees
receipt-none = none (nil return)
receipt-hash = Code of the contents
receipt-next = What comes next
receipt-next-text = The campaign office examines the package and returns it if something is missing. Paper copies the notice asks for:
receipt-back = Back to the to-do list
