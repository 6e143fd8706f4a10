# Files

probe-bytes = { $count } bytes
probe-shown = shown as { $frame }
probe-lasts = { $seconds } s
probe-pages =
    { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    }
probe-measured = { $said } ({ $figure })

media-empty = The file is empty. Choose it again.
media-unrecognised = This is no kind of file that is known here. Save it in the format that is asked for.
media-unreadable = The file is damaged and cannot be opened. Export or copy it again.
media-truncated = The file is incomplete; its end is missing. Copy it again from where it was made.
media-too-large = The file is too large, and its content was not looked at. Make it smaller.
media-too-many-pixels = The picture has more pixels than can be handled here. Make it smaller.
media-unsupported-colour = Its colours (CMYK, 12 bits and the like) may look wrong in browsers and in print. Better save it as a plain RGB picture.
media-polyglot = Another kind of file hides in this one. Save it anew with a program for pictures or videos.
media-active-content = The file holds a script, a program or an attachment. Take it out and save the file anew.
media-macros = The document has macros. Save it as a document without macros.
media-external-links = The document reads from elsewhere when it is opened. Break the links and keep the content in the document.
media-encrypted = The file has a password or restrictions. Remove them and save it anew.
media-bomb = The file unpacks too far or takes too much work; it was not looked at further. Make it anew.
media-nested = There is an archive within the archive, and its content was not looked at. Unpack it and pack again.
media-unsafe-names = The archive has names that are unsafe or stand twice. Rename the files and pack them again.
media-index-missing = The video was not finished or not saved properly: its index is missing, and it cannot be played. Export it again.
media-picture-missing = The video has no picture. See whether it is the right file.
media-zero-duration = The video lasts 0 seconds. Export it again.
