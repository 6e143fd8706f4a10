# Around every page
site-name = Linxuan
seal-mark = 遴
skip-to-main = Skip to content
other-language = 中文
sign-in = Sign in
sign-out = Sign out
frame-who = { $name } ({ $role })
demo-name = Demonstration: choose a role
nav-name = Work
nav-home = To do
nav-hand-in = Hand in
nav-examination = Formal examination
nav-monitoring = Progress
nav-units = Units
nav-record = Record
nav-notice = Notice
nav-portal = Home
nav-password = Change password
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
stage-done = done
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
notice-count = number: { $n }
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

# Form
nomination-unnamed = Nomination without a name
steps-name = Steps of the form
step-place = Step { $n } of { $of }.
step-optional-hint = Everything not marked “optional” is needed.
step-optional = optional
step-done = done
step-open = { $n } to fill in
field-optional = (optional)
answer-declared = Confirmed
declaration-confirm = I have read and confirm this
date-year = Year
date-month = Month
date-day = Day
identity-document = Document
identity-number = Number
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
