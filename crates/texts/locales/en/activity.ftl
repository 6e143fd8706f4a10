# Activity log
activities-title = Activity log
activities-period = Campaign: { $first } to { $last }
activities-handed-in = Log each activity once it was held; the activity table is counted from the log and goes with the package. You can go on logging after handing in.
activities-not-handed-in = The notice asks no activity table of your unit; the log can serve as your own record, and the office's totals count it too.
activities-no-items = This campaign's rulebook counts no activities
activities-no-items-next = There is no log to keep and no activity table.
activities-closed = The campaign ended at { $at }. The log takes no more changes; you can still read and export it.
activities-add = Log an activity
activities-import = Import from a table
activities-list = Activities logged
activities-list-table = Activity log, scrolls sideways
activities-by-item = Narrow by item
activities-by-month = Narrow by month
activities-none = Nothing is logged yet
activities-none-next = Log each event or report below as it is done; a spreadsheet you already keep can be imported at once.
activities-none-found = No activity fits
activities-see-all = See all activities
activities-page = { $n } on this page, { $of } in all
activities-column-day = Day
activities-column-month = Month
activities-column-item = Item
activities-column-title = Title
activities-column-where = Place, medium
activities-column-number = Counts
activities-column-who = Logged by
activities-column-act = Actions
activities-column-group = Group
activities-column-unit = Unit of count
activities-column-entries = Entries
activities-column-counted = Sum of the log
activities-column-figure = Figure reported
activities-column-reason = Overtyping
activities-participants = { $n } participants
activities-figure-unit = { $n } { $unit }
activities-item-unit = { $item } ({ $unit })
activities-correct = Correct
activities-remove = Remove
activities-remove-hint = Removes “{ $title }” from the log, and its count from the activity table. Who removed it and when stays in the record.
activities-remove-button = Remove it
activities-add-title = Log an activity
activities-correct-title = Correct an activity
activities-correct-not = Leave it as it is
activities-choose = Choose
activities-add-button = Add to the log
activities-correct-button = Save the correction
activities-field-activity = Item
activities-hint-activity = Where the activity table counts it.
activities-field-title = Title
activities-hint-title = Of the event, report or work; at most 100 characters.
activities-field-day = Day held
activities-hint-day = The first day, where it took several.
activities-field-place = Place
activities-hint-place = Where it was held; at most 100 characters.
activities-field-participants = Participants
activities-hint-participants = Digits only.
activities-field-outlet = Medium or platform
activities-hint-outlet = The paper, station, site or account that carried it; at most 100 characters.
activities-field-link = Link
activities-hint-link = An address that begins with http:// or https://; it is kept and never opened by the system.
activities-field-count = Count
activities-hint-count = How much it counts in the table, in the item's unit of count, such as 2 events or 120 persons; digits only.
# Activity table
activities-counted = Activity table
activities-counted-export = Export the activity table (csv)
activities-counted-table = Activity table, scrolls sideways
activities-counted-hint = The figures sum up the log; one that does not fit the facts can be overtyped with a reason.
activities-overtyped-n =
    { $n ->
        [one] { $n } figure is overtyped.
       *[other] { $n } figures are overtyped.
    }
activities-unlisted =
    { $n ->
        [one] { $n } entry has an item that is no longer in the rulebook and is not counted here. Please correct its item.
       *[other] { $n } entries have items that are no longer in the rulebook and are not counted here. Please correct their items.
    }
activities-overtyped-why = Overtyped because: { $reason }
activities-overtype = Overtype
activities-overtype-again = Overtype again
activities-figure = Figure ({ $unit })
activities-reason = Reason
activities-overtype-button = Save the figure
activities-withdraw-button = Use the log's sum of { $n } again
activities-group-total = Subtotal
activities-total = Total
activities-table-heading = activity,title,day,place,participants,outlet,link,count,unit
# Import of the log
activities-import-title = Import the log from a table
activities-import-hint = Check first, then import. One wrong line and nothing is written; all problems are listed at once. Lines the log already has are not added again.
activities-import-items = Items are:
activities-import-table-heading = activity,title,day,place,participants,outlet,link,count
activities-file-hint = xlsx or csv. The first line has the headings: activity, title, day and count are needed; place, participants, outlet and link may be left out.
activities-paste-hint = One activity a line, separated by commas; leave out what you do not know. Write days as 2022-05-20.
activities-problems =
    { $n ->
        [one] { $n } thing in the table must be corrected
       *[other] { $n } things in the table must be corrected
    }
activities-nothing-written = No line was added.
activities-ready =
    { $n ->
        [one] { $n } entry can be added.
       *[other] { $n } entries can be added.
    }
activities-ready-hint = Nothing is written yet. Look through the table below, then import it.
activities-repeated =
    { $n ->
        [one] { $n } line is in the log already and is left out
       *[other] { $n } lines are in the log already and are left out
    }
activities-import-button =
    { $n ->
        [one] Import { $n } entry
       *[other] Import { $n } entries
    }
activities-done =
    { $n ->
        [one] { $n } entry was added.
       *[other] { $n } entries were added.
    }
activities-done-see = See the log
# Totals of all units
activity-totals-title = Activity totals
activity-totals-logging = { $n } of { $of } units have a log
activity-totals-list = Numbers by item
activity-totals-table = Activity totals, scrolls sideways
activity-totals-by = Total by
activity-totals-by-unit = Unit
activity-totals-by-channel = Channel
activity-totals-by-month = Month
activity-totals-entries = Entries
activity-totals-from = From
activity-totals-to = To
activity-totals-narrow = Show these days
activity-totals-whole = See all days
activity-totals-unread = That is no day, and the totals do not follow it. Please write 2022-05-20.
activity-totals-with-overtyped = Items that a unit overtyped show its figure, the others sum up its log. Choose a heading to sort.
activity-totals-counted-alone = These sums are of the logs alone: figures overtyped belong to no day and are left out. Choose a heading to sort.
activity-totals-all = Total
activity-totals-none = There is nothing to sum up yet
activity-totals-none-next = Once units log activities, they are listed here by month.
# What is wrong with an entry
activity-item-missing = Choose an item.
activity-item-unknown = The rulebook has no item “{ $found }”; use a name of the rulebook's items.
activity-title-missing = Fill in the title.
activity-day-missing = Fill in the day.
activity-day-wrong = “{ $found }” is no day; write it as 2022-05-20.
activity-day-outside = The day is outside of the campaign ({ $found }); check year, month and day.
activity-day-ahead = The day is later than today ({ $found }). The log is for what was held; come back afterwards.
activity-too-long = This has more than { $found } characters; shorten it.
activity-forbidden = This has characters that nobody can see; delete them and type it again.
activity-participants-wrong = “{ $found }” is no whole number from 0 to 10000000; use digits only, or leave it empty.
activity-link-wrong = “{ $found }” is no whole address; it must begin with http:// or https://.
activity-count-missing = Fill in the count.
activity-count-wrong = “{ $found }” is no whole number from 1 to 1000000; use digits only.
activity-twice = The log has an activity of the same day, item, title and place already. If this is another one, say so in the title or the place.
activity-gone = This entry was corrected or removed meanwhile; below is the log as it stands now.
activity-log-full = The log is full with 5000 entries. Put activities of one kind into one entry and say how many it counts.
activity-figure-wrong = The figure is no whole number from 0 to 1000000; use digits only.
activity-not-overtyped = This item is not overtyped; its figure is the log's sum.
activity-line-repeated = “{ $found }” is in the log already, or stands earlier in the table.
activities-size = A table has 1 to 5000 activities; this one has { $found }.
activities-too-many = With these the log would have { $found } entries, more than 5000. Put activities of one kind into one line and say how many it counts.
