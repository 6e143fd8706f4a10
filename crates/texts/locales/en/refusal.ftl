# Why something was not done, and what to do
refused-title = Not done
refused-not-found = Not found
refusal-not-found = There is no such page. Check the address, or go back to your to-do list.
refusal-forbidden = Your account cannot do this. If it should, ask the campaign office.
refusal-signed-out = Your session has ended. Sign in again to go on.
refusal-stale = Somebody changed this form after you opened it. Compare both versions, then send again.
refusal-same-person = Another person must do this; nobody can confirm their own proposal.
refusal-taken = That name is taken. Choose another.
refusal-wrong-credentials = Login, password or code is wrong. Check them and try again.
refusal-busy = Many people are at work right now. Wait a moment and try again; nothing you typed is lost.
refusal-fault = Something went wrong in the system and this was not done. Try again; if it fails again, tell the campaign office.
refusal-findings = Some things must be mended before you can hand in. Go through them one by one, then hand in again.
refusal-late = The deadline has passed ({ $closed }); nothing more is taken in.
refusal-wrong-state = This nomination is “{ $state }”; this cannot be done now. Reload the page and look again.
refusal-too-soon =
    Too many attempts. Try again in { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }.

# What was typed is wrong
campaign-does-not-fit-role = Role and campaign do not fit: the three administrators belong to no campaign, every other role needs one.
second-factor-stands = A second factor is set up already. If the device is lost, ask for a new letter.
token-scope-missing = Choose what the token is for: looking only, or looking and acting.
unit-does-not-fit-role = Role and unit do not fit: accounts of a recommending unit need one, all others have none.
unit-not-of-campaign = This campaign has no such unit. Check the unit's number.
login-wrong = A login has 3 to 60 characters: letters, digits, “.”, “-” and “_”. Enter it again.
password-unchanged = The new password is the present one. Choose another.
password-too-short = The password has fewer than 10 characters. Make it longer.
password-too-weak = This password is easy to guess, or has more than 200 characters. Do not use the login, repeated characters or a common password.
key-missing = This page is out of date. Reload it and hand in again.
nothing-to-hand-in = There is nothing to hand in. Fill in a nominee first; to recommend nobody, write the reason as a nil return.
checks-not-passed = Some checks are not passed, so it cannot be accepted. Return it, or change the outcome of the checks.
return-needs-a-reason = A return needs at least one check that is not passed. Say which one must be corrected.
each-reason-in-words = Every check that is not passed needs a reason in words.
due-in-the-past = The time for corrections is already over. Choose a later one.
checks-open = Some checks have no outcome yet. Go through all of them.
together-no-what = Please choose what is to be done.
together-too-many = At most 200 can be done at once.
return-extended-before = More time was given for this return already; it is given once.
return-extension-not-later = The new time must be later than the present one and than now. Choose another.
return-not-due-yet = The unit still has time to correct it. Only what is overdue is closed.
extension-not-later = The extension must end after the present deadline. Choose a later time.
no-extra-quota-here = This channel cannot be granted so many extra places. Check what the notice allows.
text-missing = Nothing is written yet. Please write something.
text-too-long = The text is too long: a reason has at most 600 characters, an opinion or note 2,000, a name 60. Shorten it.
text-forbidden = The text has a character that cannot be used. Take it out and type it again.

# One line of an imported table
unit-lines-wrong = The table has mistakes; nothing was written. Mend the lines and import again.
import-size = 1 to 5,000 lines can be imported at once, not { $found }
unit-clerk-wrong = The clerk's name “{ $found }” cannot be used: at most 100 characters, no control characters
unit-name-wrong = The unit name “{ $found }” cannot be used: 1 to 100 characters, no control characters
unit-kind-unknown = There is no kind of unit “{ $found }”; use the kinds of the rulebook
unit-kind-without-channel = No channel takes units of kind “{ $found }”; add one to the rulebook first
unit-not-a-sponsor = “{ $found }” is no sponsor of this campaign; write the name as the notice has it
unit-twice = The unit “{ $found }” is there already, or twice in the table
series-unknown = There is no series of honours “{ $found }”; use the series of the rulebook
honours-empty = The list has no lines; put those honoured below the heading, one a line
honour-number-left-out = The number given for “{ $found }” is not a resident card’s and was left out; name and date of birth are registered. Check the number
honour-number-wrong = The number given for “{ $found }” is not a resident card’s, and there is no name with date of birth either
honour-without-person = “{ $found }” has neither a document number nor a name with date of birth; give one of them
field-unknown = The form holds an entry that this page does not have. Nothing was saved; go back and fill the page in again.
