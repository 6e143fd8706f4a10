# Dates and times
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
day-of-year = { $day } { $month } { $year }
day-of-month = { $day } { $month }
day-and-time = { $date }, { $time }
deadline-hour = { $date }, { $hour }:00
deadline-minute = { $date }, { $hour }:{ $minute }
month-of-year = { $month } { $year }
ten-days-0 = early { $month } { $year }
ten-days-1 = mid-{ $month } { $year }
ten-days-2 = late { $month } { $year }
when-suitable = at a suitable time
when-from = from { $from }
when-between = { $from } to { $to }
end-day = { $day } { $month }
end-month = { $month }
end-ten-days-0 = early { $month }
end-ten-days-1 = mid-{ $month }
end-ten-days-2 = late { $month }
left-nothing = closed
left-under-a-minute = less than a minute
left-minutes =
    { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }
left-hours =
    { $hours ->
        [one] 1 hour
       *[other] { $hours } hours
    } { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }
left-days =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    } { $hours ->
        [one] 1 hour
       *[other] { $hours } hours
    }
