# Official papers
paper-attachment = Attachment { $n }
paper-unit = Recommending unit: { $unit }
paper-number = No. { $number }
paper-originals = { $n ->
    [one] { $n } original
   *[other] { $n } originals
}
paper-foot = No. { $number }, version { $version }, { $page }
paper-draft = DRAFT
paper-portrait = Recent colour photo, 33 × 48 mm, bare-headed
paper-limit = { $label } (up to { $max } characters)
paper-nothing = None
paper-signer = Signature of the person in charge:
paper-seal = (seal of the unit)
paper-day = Date:
paper-own-signature = Nominee’s signature:
paper-declaration = Nominee’s declaration
paper-opinion-of = Opinion of { $body }
paper-office-opinion = Opinion of the campaign office
paper-filled-by = Filled in by:　　　　　　　　Telephone:
paper-sealed-by = Seal of the unit:　　　　　　　　Date:
paper-count = { $n ->
    [one] { $n } nominee in all.
   *[other] { $n } nominees in all.
}
paper-ratio = { $label }: { $part } of { $whole }, { $percent }.
paper-waivers = { $n ->
    [one] { $n } waiver attached
   *[other] { $n } waivers attached
}
paper-col-place = #
paper-col-number = No.
paper-col-name = Name
paper-col-sex = Sex
paper-col-ethnic-group = Ethnic group
paper-col-born = Born
paper-col-party = Political affiliation
paper-col-education = Education, degree
paper-col-employer = Employer
paper-col-post = Post, title
paper-col-rank = Official rank
paper-col-academician = Academician
paper-col-orientation = Orientation
paper-col-front-line = Front line
paper-col-mobile = Mobile
paper-col-young = Under { $years }
paper-col-remark = Remark
paper-col-group = Group
paper-col-item = Activity
paper-col-unit = Unit of count
paper-col-figure = Number
paper-col-check = Check
paper-col-result = Result
paper-col-reason = Words
paper-to = To: { $to }
paper-work-opening = As the notice on { $campaign } asks, { $unit } has carried out its nominations; nominees: { $n }. It reports as follows.
paper-work-steps = 1. Procedure
paper-work-list = 2. Nominees in the unit’s order
paper-work-parts = 3. Composition and explanations
paper-step = { $label }: { $text }
paper-not-recorded = (not recorded yet)
paper-waived = { $rule }. Why it is not kept: { $reason }
paper-campaign = Campaign
paper-receipt = Receipt
paper-receipt-number = Number of the receipt
paper-to-follow = Papers that must follow
paper-follows = { $title }, originals: { $n }
paper-returned = Returned for correction
paper-returned-at = Returned on
paper-returned-due = To be corrected by
paper-returned-reasons = Reasons
paper-reason = { $n }. { $check }: { $reason }
paper-examination = Formal examination sheet
paper-examiner = Signature of the examiner:
paper-passed = Passed
paper-not-passed = Not passed
papers-title = Papers to print
papers-none = This channel hands in no papers here.
papers-no-fonts = No fonts for papers are installed, so no PDF can be made yet. Please ask the administrator.
papers-draft = Not handed in yet: each page says DRAFT. Download again after handing in.
papers-sealed = with the unit’s seal
papers-online = online
papers-mail = by e-mail
papers-paper = on paper
papers-disc = on a disc or USB stick
papers-file = { $title }-{ $number }
papers-print = Print
papers-unprinted = Could not be set
paper-written = Wrote { $file }: pages { $n }, version { $version }
papers-print-sheet = Print the examination sheet
